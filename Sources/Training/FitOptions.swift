public import Audio
public import Recognizers

/// How a model is trained; the names and most defaults are those of the field's trainers.
///
/// What each option is called in recipes, what it may be and what is recorded of it stands in ``declared``.
public struct FitOptions: Sendable {
  /// Passes over the training rows.
  public var epochs = 3
  /// The number of updates, if it is to be other than the passes give.
  public var maxSteps: Int?
  /// Recordings of an update.
  public var batchSize = 16
  /// The most frames of an update, a hundredth of a second each: long recordings make smaller
  /// batches.
  public var maxFrames: Int?
  /// The batches whose gradients are averaged for one update.
  public var gradientAccumulationSteps = 1
  /// Whether recordings of like length share a batch.
  public var groupByLength = true
  /// The learning rate at the end of the warm-up; the model's usual one if not given.
  public var learningRate: Double?
  /// Learning rates of parts of the model, in place of ``learningRate``; a later one wins.
  public var learningRates: [(part: String, rate: Double)] = []
  /// What each layer's learning rate is of that of the layer above it.
  public var layerDecay = 1.0
  /// The updates over which the learning rate climbs from 0.
  public var warmupSteps = 0
  /// The same as a share of all updates, for 0 of ``warmupSteps``.
  public var warmupRatio = 0.0
  /// What the learning rate does after that.
  public var schedule = LearningRateDecay.linear
  /// The decoupled decay of all parameters but biases and the gains of norms.
  public var weightDecay = 0.0
  /// The decay of the running mean of gradients.
  public var adamBeta1 = 0.9
  /// The decay of the running mean of squared gradients.
  public var adamBeta2 = 0.999
  /// What keeps AdamW's quotient finite.
  public var adamEpsilon = 1e-8
  /// The length to which the gradient of all parameters is clipped; 0 for no clipping.
  public var maxGradientNorm = 1.0
  /// The masks over the features while training, or `nil` for none.
  public var specAugment: SpecAugment?
  /// What is done to the recordings while training, drawn anew at every step, or `nil` for nothing.
  public var augmentation: Augmentation?
  /// How the losses of a batch become one number; the model's own way if not given.
  public var lossReduction: LossReduction?
  /// Whether a recording whose labels cannot fit its frames counts as 0; as the model says if not
  /// given.
  public var zeroInfinity: Bool?
  /// Whether layers are computed again on the way back rather than kept: less memory, more time.
  public var gradientCheckpointing = false
  /// The bytes that training may hold beside weights and running means: gradients, what is kept of a
  /// batch, and features of recordings; six tenths of the machine's, less weights and running means, if
  /// not given.
  public var memory: Int?
  /// The updates between two evaluations; once a pass if not given.
  public var evalSteps: Int?
  /// The updates between two rows of the table without an evaluation; those of ``evalSteps`` if not
  /// given.
  public var loggingSteps: Int?
  /// The updates between two checkpoints; those of ``evalSteps`` if not given.
  public var saveSteps: Int?
  /// How many checkpoints are kept besides the best one.
  public var saveTotalLimit = 2
  /// Whether the best checkpoint's weights are in the model at the end, rather than the last ones.
  public var loadsBestModelAtEnd = false
  /// Which figure of an evaluation says which checkpoint is the best; of equal ones the character error
  /// rate does, then the loss, then the later one is.
  public var metricForBestModel = EvaluationMetric.wer
  /// The evaluations in a row that were no better after which training ends, or `nil` to go on; those of
  /// a model that hears blanks alone do not count in the first third of the updates.
  public var earlyStoppingPatience: Int?
  /// Whether every update is done on the first batch: a model that cannot learn it by heart has a
  /// fault.
  public var overfitsBatch = false
  /// The root of the order of rows and of dropout.
  public var seed: UInt64 = 42

  /// The defaults.
  public init() {}
}
