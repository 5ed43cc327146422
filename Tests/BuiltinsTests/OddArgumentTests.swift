import Builtins
import Interpreter
import RecipeTrials
import Testing

/// Built-ins answer odd arguments with a value or an error, and never end the process.
struct OddArgumentTests {
  /// Expressions for each type of the engine, for those that ``setup(_:)`` binds too.
  private static let objects = [
    "tensor": [
      "zeros([0])", "zeros([2, 0, 3])", "arange(5)", "tensor([[1, 2], [3, 4]])", "tensor(7)",
      "randn([2, 3, 4], seed=1)", "ones([1, 400])", "(ones([3]) / 0)", "(zeros([2, 2]) / 0)",
      "clip.samples", "features",
    ],
    "audio": ["clip", "clip[0:0]", "clip[0:1]", "stereo", "stereo[5:500]"],
    "dataset": ["data", "data.take(0)", "data.take(1)", "results", "history", "results.take(0)"],
    "model": ["model"], "tokenizer": ["tokenizer", "ctc_tokenizer(build_vocab([\"ab\"]))"],
    "alignment": ["aligned"],
    "language_model": ["build_lm([\"ab a\", \"b\"])", "build_lm([\"a b\"], unit=\"character\")"],
    "histogram": ["data.histogram()", "data.take(1).histogram()"],
  ]

  /// Binds the names that the expressions use.
  private static func setup(_ folder: TemporaryFolder) -> String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    clip = load_audio(\(folder.quoted("speech.wav"))); stereo = load_audio(\(folder.quoted("two.wav")))
    features = clip.log_mel(n_mels=16); row = data[0]
    tokenizer = ctc_tokenizer(build_vocab(data))
    model = deepspeech2(tokenizer, n_mels=16, conv_channels=[4], conv_kernels=[[5, 5]],
                        conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
    history = model.fit(data, epochs=1); results = model.evaluate(data)
    aligned = model.align(data[2].audio, "three")
    """
  }

  /// Built-ins that start a program, use the network, or make something large unless told otherwise.
  private static let passedOver: Set = [
    "synthesize", "synthesize_dataset", "load_model", "push", "wav2vec2", "hubert", "resume",
  ]

  @Test(arguments: 0..<12 * trialFactor)
  func `odd arguments give a value or an error`(seed: Int) throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    try folder.writeWave("two.wav", channels: 2)
    let (place, setup) = (folder.path, Self.setup(folder))
    let (faults, errors, count) = runOnDeepStack {
      let registry = makeHonestRegistry()
      let builtins = registry.builtins.filter { !Self.passedOver.contains($0.name) }
      var calls = OddCalls(builtins, objects: Self.objects, seed: UInt64(seed))
      let trial = RecipeTrial(registry, folder: place)
      let texts = calls.round() + calls.round() + calls.round()
      let outcome = bounded(seconds: 60) {
        trial.outcome(of: [setup] + texts, interruption: $0)
      }
      return (outcome.faults, outcome.errors, texts.count)
    }
    #expect(faults == [])
    #expect(errors.count < count * 3 / 4, "\(errors)")
    #expect(!errors.contains("interrupted"))
  }
}
