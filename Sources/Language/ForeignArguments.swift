/// Names that arguments have in other libraries, with those that they have here.
package enum ForeignArguments {
  private static let names: [String: [String]] = [
    "dim": ["axis"], "sr": ["sampling_rate"], "fs": ["sampling_rate"], "rate": ["sampling_rate"],
    "sample_rate": ["sampling_rate"], "target_sr": ["rate", "sampling_rate"],
    "lr": ["learning_rate"], "num_epochs": ["epochs"], "n_epochs": ["epochs"],
    "num_train_epochs": ["epochs"], "steps": ["max_steps"], "bs": ["batch_size"],
    "per_device_train_batch_size": ["batch_size"], "output_dir": ["output"],
    "eval_dataset": ["eval"], "train_dataset": ["train"], "lr_scheduler_type": ["lr_scheduler"],
    "key": ["by"], "ascending": ["descending"], "reverse": ["descending"],
    "random_state": ["seed"], "test_size": ["test"], "delimiter": ["separator"],
    "sep": ["separator"], "offset": ["start"], "filename": ["path"], "fname": ["path"],
  ]

  /// The argument that is meant by `name`, among those that a function has.
  package static func meaning(of name: String, among known: [String]) -> String? {
    names[name]?.first { known.contains($0) }
  }

  /// What to write where a function has no such argument.
  package static func hint(for name: String, of function: String) -> String? {
    switch (function, name) {
    case ("print", "sep"): "print(xs.join(\", \")) chooses what stands between"
    case ("print", "end"): "print(…) ends a line; f\"{a}{b}\" puts several on one"
    case (_, "inplace"): "values do not change: x = f(x) keeps the new one"
    case ("map", "axis"): "functions are given rows: data.map(row => {…})"
    default: nil
    }
  }
}
