internal import Foundation
internal import Testing

/// Makes a shell script a program, by another process: were it written here, a child that another
/// test starts meanwhile would hold it open for writing, and the system starts no such file.
func install(_ script: String, as program: String) throws {
  let shell = Process()
  shell.executableURL = URL(filePath: "/bin/sh")
  shell.arguments = [
    "-c", "printf '#!/bin/sh\n%s\n' \"$1\" > \"$2\" && chmod 755 \"$2\"", "sh", script, program,
  ]
  try shell.run()
  shell.waitUntilExit()
  try #require(shell.terminationStatus == 0)
}

/// Makes a program that says every text with the same sound, and writes down what it was given.
///
/// It appends its words to `calls`, and its input to `inputs`, both in `folder`.
func installSpeaker(_ folder: String, then script: String = "cat \"$folder/tone.wav\"") throws
  -> String
{
  try writeWave(folder + "/tone.wav")
  let program = folder + "/speaker"
  try install(
    "folder='\(folder)'; words=$(printf '[%s]' \"$@\"); echo \"$words\" >> \"$folder/calls\"; "
      + "cat >> \"$folder/inputs\"; \(script)", as: program)
  return program
}
