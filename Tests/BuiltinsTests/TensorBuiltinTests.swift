import Testing

struct TensorBuiltinTests {
  @Test(arguments: [
    ("tensor([[1, 2, 3], [4, 5, 6]]).shape", "[2, 3]"),
    ("tensor([range(3), [4, 5, 6]]).sum()", "18.0"),
    ("tensor([zeros(2), ones(2)]).sum(axis=0)", "tensor 2, min 1, max 1, mean 1\n[1 1]"),
    ("tensor([]).shape", "[0]"), ("zeros(3).shape", "[3]"), ("len(ones([4, 2]))", "4"),
    ("tensor([1, 2, 3])[-1]", "3.0"), ("ones([3, 2])[1:].shape", "[2, 2]"),
    ("2 - tensor([1])", "tensor 1: 1"),
    ("-tensor([1, 2])", "tensor 2, min -2, max -1, mean -1.5\n[-1 -2]"),
    ("(ones([2, 3]) @ ones([3, 4])).shape", "[2, 4]"), ("tensor([1, 2]) @ tensor([3, 4])", "11.0"),
    ("(tensor([1, 2]) == tensor([1, 3])).sum()", "1.0"),
    ("(tensor([1, 2]) < 2).any()", "true"), ("(tensor([1, 2]) < 2).all()", "false"),
    ("arange(3) @ ones(3)", "3.0"), ("arange(1, 0, -0.25).shape", "[4]"),
    ("arange(5, 0).shape", "[0]"),
    ("(randn(5, seed=1) == randn(5, seed=1)).all()", "true"),
    ("(randn(5) == randn(5)).all()", "false"),
    ("seed(7)\na = randn(5)\nseed(7)\nb = randn(5)\n(a == b).all()", "true"),
    ("tensor([1, 2]) == \"a\"", "false"), ("tensor([1]) in [tensor([2]), tensor([1])]", "true"),
    ("tensor([[1, 3], [5, 0]]).argmax()", "[1, 0]"), ("tensor([1, 3]).argmax()", "1"),
    ("tensor([2, 4]).mean(axis=0)", "3.0"),
    ("ones([2, 3]).mean(axis=1, keepdims=true).shape", "[2, 1]"),
  ])
  func `gives`(recipe: String, output: String) {
    let outcome = run(recipe)
    #expect(outcome.error == "")
    #expect(outcome.lines.joined(separator: "\n") == output)
  }

  @Test func `keeps a tensor through a file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.quoted("t.npy")
    let outcome = run("t = randn([3, 4])\nt.save(\(path))\nassert((load_npy(\(path)) == t).all())")
    #expect(outcome.error == "")
  }

  @Test(arguments: [
    (
      "tensor([[1, 2], [3]])",
      "tensor: values[1] is a list of 1, not a list of 2 as the first of its row is"
    ),
    ("tensor([[1, 2], [3, \"a\"]])", "tensor: values[1][1] is a string, not a number"),
    (
      "tensor([1, [2]])",
      "tensor: values[1] is a list of 1, not a number as the first of its row is"
    ),
    (
      "tensor([[1], 2])",
      "tensor: values[1] is a number, not a list of 1 as the first of its row is"
    ),
    ("tensor([none])", "tensor: values[0] is a none, not a number"),
    ("tensor(\"1\")", "tensor: values expects a list or a number, got the string \"1\""),
    (
      "zeros([1000000, 1000000])",
      "zeros: a tensor of shape [1000000, 1000000] would be too large to keep in memory"
    ),
    (
      "ones([9223372036854775807, 2])",
      "ones: a tensor of shape [9223372036854775807, 2] would be too large to keep in memory"
    ),
    ("zeros([-1, 2])", "zeros: [-1, 2] is no shape: a length cannot be negative"),
    ("zeros(range(20))", "zeros: a tensor has at most 16 dimensions, not 20"),
    ("arange(0, 1, 0)", "arange: step is 0.0; it must be a number other than 0"),
    ("arange(1e300)", "arange: 0.0 to 1e+300 by 1.0 is too many numbers"),
    (
      "ones([2, 3]) + ones(2)",
      "shapes [2, 3] and [2] do not match: + needs lengths that are equal or 1, the last ones first"
    ),
    (
      "ones([2, 3]) @ ones([2, 3])",
      "shapes [2, 3] and [2, 3] do not match: @ needs as many columns on the left as rows on the right"
    ),
    ("ones([2, 3]) + \"a\"", "+ does not go with a tensor and a string"),
    ("ones(2) @ 3", "@ does not go with a tensor and an int"),
    ("ones([2, 3]).sum(axis=2)", "sum: a tensor of shape [2, 3] has no axis 2"),
    ("ones([2, 3]).softmax(axis=-3)", "softmax: a tensor of shape [2, 3] has no axis -3"),
    ("ones([2, 3]).reshape([4, -1])", "reshape: shape [2, 3] cannot be seen as [4, -1]"),
    (
      "ones([2, 3]).transpose([0, 0])",
      "transpose: axes [0, 0] do not name each of the 2 axes of shape [2, 3] once"
    ),
    ("zeros(0).max()", "max: a tensor of shape [0] has no elements to take the max of"),
    ("zeros(0).argmax()", "argmax: a tensor of shape [0] has no elements"),
    ("zeros([1, 2, 3]).argmax()", "argmax: a tensor of shape [1, 2, 3] has no rows"),
    (
      "ones(1).std(ddof=1)",
      "std: a tensor of shape [1] has no elements to take the standard deviation of"
    ),
    ("ones(2)[2]", "index 2 is outside of a tensor of 2 elements"),
    ("zeros([1, 2, 3]).plot()", "plot: a plot is of a vector or a matrix, not of shape [1, 2, 3]"),
    ("zeros(0).plot()", "plot: a tensor of shape [0] has nothing to plot"),
    ("zeros(2).save(\"/tmp/zeros.txt\")", "save: \"/tmp/zeros.txt\" does not end in .npy"),
    (
      "zeros(2).save(\"/none/zeros.npy\")",
      "save: \"/none/zeros.npy\" cannot be written: its folder does not exist"
    ),
    ("load_npy(\"/none/zeros.npy\")", "load_npy: \"/none/zeros.npy\" does not exist"),
    ("load_npy(\"/\")", "load_npy: \"/\" is a folder, not a file"),
  ])
  func `says what is wrong in a line`(recipe: String, error: String) {
    #expect(run(recipe).error == error)
  }
}
