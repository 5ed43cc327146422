internal import Interpreter

/// The pages of the documentation, as the table of the README names them; a test holds the two together.
var guidePages: [Registry.Page] {
  [
    .init("language", "a tour of the language; its grammar in EBNF"),
    .init("grammar", "a tour of the language; its grammar in EBNF"),
    .init("builtins", "every built-in with examples"),
    .init("checking", "what check finds, how format lays out, how convert goes both ways"),
    .init("formatting", "what check finds, how format lays out, how convert goes both ways"),
    .init("notebooks", "what check finds, how format lays out, how convert goes both ways"),
    .init("runs", "what is recorded of a run, how to repeat it and how to rehearse"),
    .init("text", "cleaning, regular expressions, Whisper's normalizers, tokenizers, error rates"),
    .init("plots", "plots, pictures, and tables of right-to-left text"),
    .init(
      "data",
      "which corpora are opened; describing and splitting them; when rows are computed, what is kept on disk"
    ),
    .init(
      "models",
      "Wav2Vec2 and HuBERT; which model folders open; which files of weights are read, and what is not trusted"
    ),
    .init(
      "checkpoints",
      "Wav2Vec2 and HuBERT; which model folders open; which files of weights are read, and what is not trusted"
    ),
    .init(
      "tensor-files",
      "Wav2Vec2 and HuBERT; which model folders open; which files of weights are read, and what is not trusted"
    ),
    .init("decoding", "greedy decoding and beam search, language models, hot words, word times"),
    .init("hub", "how models come from the Hugging Face hub and go there"),
    .init(
      "alignment", "when each word was said: forced alignment, its times, TextGrid and subtitles"),
    .init(
      "long-recordings",
      "recordings of hours: windows, what differs from hearing all at once, rows to train on cut from a book"
    ),
    .init("speech", "speech made from text by espeak-ng or any other program"),
    .init(
      "converting",
      "recordings of any format as those of one; what noise, rooms, speed and telephones do to them"
    ),
    .init(
      "augmentation",
      "recordings of any format as those of one; what noise, rooms, speed and telephones do to them"
    ),
    .init("training", "what fit does and why two runs agree to the last bit"),
    .init(
      "training-checkpoints",
      "what a training leaves on the disk, and what no kill, power cut or full disk takes"),
    .init("reliability", "what bad files, texts and programs do, and which test holds it"),
    .init("performance", "how fast it is and how that was measured"),
    .init("architecture", "how the code is laid out"),
  ]
}
