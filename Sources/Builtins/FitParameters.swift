internal import Audio
internal import CTC
internal import Interpreter
internal import Training

/// The arguments of `fit` that say how to train, under the names of the field's trainers.
var fitParameters: [Parameter] {
  let count = ValueType.intIn(FitOptions.counts)
  let rate = ValueType.numberIn(FitOptions.rates)
  let beta = ValueType.numberIn(FitOptions.betas)
  return [
    Parameter("epochs", count, default: .int(3), "passes over the training rows"),
    Parameter("max_steps", .optional(count), default: .none, "updates, instead of epochs"),
    Parameter("batch_size", count, default: .int(16), "recordings of a batch"),
    Parameter(
      "max_frames", .optional(count), default: .none,
      "most hundredths of a second of a batch, all recordings together"),
    Parameter(
      "gradient_accumulation_steps", count, default: .int(1),
      "batches whose gradients are averaged for an update"),
    Parameter("group_by_length", .bool, default: .bool(true), "like lengths share a batch"),
    Parameter(
      "learning_rate", .optional(rate), default: .none,
      "at the end of the warm-up; the model's usual one if none"),
    Parameter(
      "learning_rates", .optional(.record), default: .none,
      "rates of parts of the model: {lm_head: 1e-3}"),
    Parameter(
      "layer_decay", .numberIn(FitOptions.layerDecays), default: .int(1),
      "what each layer's rate is of that of the layer above"),
    Parameter(
      "lr_scheduler", .choice(LearningRateDecay.names), default: .string("linear"),
      "after the warm-up"),
    Parameter(
      "lr_scheduler_kwargs", .optional(.record), default: .none,
      "{num_cycles: 0.5} of a cosine, {power: 1, lr_end: 1e-7} of a polynomial, "
        + "{warmup: 0.1, hold: 0.4, decay: 0.5, init_lr_scale: 0.01, final_lr_scale: 0.05} of tri_stage"
    ),
    Parameter(
      "warmup_steps", .intIn(FitOptions.warmups), default: .int(0),
      "updates over which the rate climbs from 0"),
    Parameter(
      "warmup_ratio", .numberIn(FitOptions.ratios), default: .int(0),
      "the same as a share of all updates"),
    Parameter("weight_decay", rate, default: .int(0), "of all but biases and norms"),
    Parameter("adam_beta1", beta, default: .float(0.9), "decay of the mean of gradients"),
    Parameter("adam_beta2", beta, default: .float(0.999), "decay of the mean of their squares"),
    Parameter(
      "adam_epsilon", .numberIn(FitOptions.epsilons), default: .float(1e-8),
      "keeps the quotient finite"),
    Parameter(
      "max_grad_norm", .numberIn(FitOptions.gradientNorms), default: .int(1),
      "length to clip gradients to; 0 for none"),
    Parameter(
      "spec_augment", .anyOf([.bool, .record]), default: .bool(false),
      "change speed, mask bands and stretches while training: true, or {freq_masks: 2, "
        + "freq_width: 10, time_masks: 2, time_width: 20, time_stretch: 0.1}"),
    Parameter(
      "augment", .optional(.list(of: .record)), default: .none,
      "steps of data.augment, drawn anew for every recording at every update"),
    Parameter(
      "ctc_loss_reduction", .optional(.choice(["mean", "sum"])), default: .none,
      "mean divides a loss by its labels, then averages; as load_model says if none"),
    Parameter(
      "ctc_zero_infinity", .optional(.bool), default: .none,
      "labels that cannot fit count as 0; as load_model says if none"),
  ] + memoryParameters + [
    Parameter(
      "eval_steps", .optional(count), default: .none,
      "updates between evaluations; an epoch if none"
    ),
    Parameter(
      "logging_steps", .optional(count), default: .none, "updates between rows of the table"),
    Parameter(
      "save_steps", .optional(count), default: .none,
      "updates between checkpoints in output; as eval_steps if none, and before every evaluation"),
    Parameter(
      "save_total_limit", count, default: .int(2), "checkpoints that are kept, besides the best"),
    Parameter(
      "load_best_model_at_end", .bool, default: .bool(false),
      "end with the weights of the best evaluation, not the last"),
    Parameter(
      "metric_for_best_model", .choice(EvaluationMetric.allCases.map(\.rawValue)),
      default: .string("wer"),
      "what says which evaluation is the best; of equal ones cer does, then loss, then the later is"
    ),
    Parameter(
      "early_stopping_patience", .optional(count), default: .none,
      "end after so many evaluations in a row that were no better; hearing blanks alone counts from a "
        + "third of the updates on"),
    Parameter(
      "overfit_batch", .bool, default: .bool(false),
      "learn the first batch by heart, again and again: a test of model and data"),
    Parameter(
      "precision", .choice(["fp32", "bf16"]), default: .string("fp32"),
      "of numbers; bf16 is not there yet, and refused"),
    Parameter(
      "output", .optional(.outputPath), default: .none,
      "the folder of the run: checkpoints, history.csv, metrics.jsonl and TensorBoard's file; if it "
        + "holds one, the new one gets folder-2"),
    Parameter(
      "resume", .bool, default: .bool(false),
      "go on with the run of this output that was begun last, or begin it if there is none"),
    Parameter(
      "allow_changes", .bool, default: .bool(false),
      "go on also with other settings or rows, to another result"),
    Parameter(
      "on_log", .optional(.list(of: .string)), default: .none,
      "a program and its arguments that is told of every update and evaluation, a line of JSON each"
    ),
    Parameter(
      "seed", .seed, default: .none, "of the order and of dropout; the session's if none"),
  ]
}
