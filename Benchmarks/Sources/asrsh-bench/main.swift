internal import Tensors
internal import Audio
for path in CommandLine.arguments.dropFirst() {
  do {
    let i = try audioInfo(path)
    let c = try readAudio(path)
    let s = try readAudio(path, start: 0.5, duration: 0.25)
    let same = s.samples.elements == Array(c.samples.elements[(c.channelCount * i.samplingRate / 2)..<(c.channelCount * i.samplingRate / 4 * 3)])
    print(path, i.frameCount, i.samplingRate, i.channelCount, i.format, i.encoding, c.samples.shape, same)
  } catch { print("ERR", error) }
}
