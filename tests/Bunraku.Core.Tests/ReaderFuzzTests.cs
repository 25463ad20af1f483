using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Poses;
using Bunraku.Core.Tests.Checkpoints;
using Bunraku.Core.Tests.Images;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests;

/// <summary>Every reader of Core takes or refuses whatever it is given, and says so in one safe line.</summary>
[Trait("Category", "Slow")]
public sealed class ReaderFuzzTests : IDisposable
{
    private const string Keyframes = """{ "keyframes": [{ "time": 0, "pose": { "head_y": 0.5 } }, { "time": 1.5, "pose": {}, "easing": "hold" }], "loop": true }""";
    private const string Yaml = "character_image_file_name: character.png\nface_morpher_file_name: \"face_morpher.pt\"\nbody_morpher_file_name: 'body_morpher.pt'\n";

    private readonly MutatedFile _file = new("sample.pt");

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("poses", 10_000)]
    [InlineData("partial pose", 10_000)]
    [InlineData("keyframes", 10_000)]
    [InlineData("character YAML", 10_000)]
    [InlineData("checkpoint", 5_000)]
    [InlineData("tensor", 3_000)]
    [InlineData("PNG", 2_000)]
    [InlineData("archive", 3_000)]
    [InlineData("picture png", 2_000)]
    [InlineData("picture jpeg", 2_000)]
    [InlineData("picture webp", 2_000)]
    [InlineData("picture bmp", 1_000)]
    [InlineData("picture gif", 1_000)]
    [InlineData("face mask", 1_000)]
    public void Any_mutant_is_taken_or_refused(string name, int mutants) => Assert.True(Of(name).Run(mutants) > 0, "No mutant was refused.");

    private MutatedReader Of(string name) => name switch
    {
        "poses" => MutatedReader.OfText(
            """[{ "head_y": 0.5, "mouth_aaa": 1 }, {}, { "eye_wink_left": 1e-3 }]""",
            bytes => PoseText.Parse(System.Text.Encoding.UTF8.GetString(bytes), "poses.json")),
        "partial pose" => MutatedReader.OfText("""{ "head_y": 0.5, "mouth_aaa": 1, "eye_wink_left": 1e-3 }""", bytes => PoseText.ParsePartial(bytes, "pose")),
        "keyframes" => MutatedReader.OfText(Keyframes, _file.Reader(path => PoseTimeline.Read(path, 30))),
        "character YAML" => MutatedReader.OfText(Yaml, bytes => CharacterYaml.Parse(bytes, "character_model.yaml")),
        "checkpoint" => new MutatedReader(SampleCheckpoint.Bytes(), bytes => CheckpointFile.ReadStateDict(new MemoryStream(bytes, writable: false), "net.pt")),
        "tensor" => new MutatedReader(
            ZipSketch.Checkpoint(PickleSketch.Protocol2(PickleSketch.Tensor("0", 2)), PickleSketch.Floats(1f, 2f)).Build(), _file.Reader(path => TensorFile.ReadFirst(path))),
        "PNG" => new MutatedReader(Picture(), bytes => PngFile.Decode(bytes, "a.png")),
        "archive" => new MutatedReader(SampleCheckpoint.Bytes(), _file.Reader(Unpack)),
        "face mask" => new MutatedReader(PngFile.EncodeRgb(new StraightImage(512, 512)), bytes => FaceMask.Decode(bytes, "mask.png")),
        "picture jpeg" => Picture(PictureSamples.WithOrientation(PictureSamples.FileOf(new StraightImage(16, 16), "jpeg"), 6)),
        _ => Picture(PictureSamples.FileOf(new StraightImage(16, 16), name["picture ".Length..])),
    };

    private static void Unpack(string path)
    {
        using DownloadedArchive archive = DownloadedArchive.Open(path);
        foreach (var entry in archive.Entries)
        {
            archive.Unpack(entry, Stream.Null, _ => { }, CancellationToken.None);
        }
    }

    private static MutatedReader Picture(byte[] file) => new(file, bytes => PictureFile.Decode(bytes, "a picture"));

    private static byte[] Picture() => PngFile.Encode(new StraightImage(16, 16));
}
