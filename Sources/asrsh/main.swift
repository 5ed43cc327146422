internal import Foundation

MatrixKernelChoice.apply()
exit(Program.run(Array(CommandLine.arguments.dropFirst())))
