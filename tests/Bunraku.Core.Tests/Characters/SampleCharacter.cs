using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Characters;

/// <summary>A character with meaningless but valid content, and its files.</summary>
internal static class SampleCharacter
{
    public const string Yaml = "character_image_file_name: character.png\nface_morpher_file_name: face_morpher.pt\nbody_morpher_file_name: body_morpher.pt\n";

    /// <summary>A picture whose every pixel differs from its neighbours, in alpha too.</summary>
    public static StraightImage Picture { get; } = CreatePicture(CharacterPicture.Size);

    public static StateDict Face { get; } = Network(StudentNetworks.Face);

    public static StateDict Body { get; } = Network(StudentNetworks.Body);

    /// <summary>The files of the character by name, as an upload.</summary>
    public static Dictionary<string, byte[]> Files() => new(StringComparer.Ordinal)
    {
        ["character_model.yaml"] = System.Text.Encoding.UTF8.GetBytes(Yaml),
        ["character.png"] = PictureFile,
        ["face_morpher.pt"] = FaceFile,
        ["body_morpher.pt"] = BodyFile,
    };

    private static byte[] PictureFile { get; } = PngFile.Encode(Picture);

    private static byte[] FaceFile { get; } = Checkpoint(Face);

    private static byte[] BodyFile { get; } = Checkpoint(Body);

    /// <summary>Writes the files of the character into a folder.</summary>
    public static string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] bytes) in Files())
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        return folder;
    }

    public static byte[] Checkpoint(StateDict weights)
    {
        var stream = new MemoryStream();
        CheckpointWriter.Write(stream, weights);
        return stream.ToArray();
    }

    /// <summary>The same tensors with one replaced.</summary>
    public static StateDict With(StateDict weights, string name, Tensor? tensor) => new(
        weights.Entries
            .Where(entry => entry.Key != name)
            .Concat(tensor is null ? [] : [new KeyValuePair<string, Tensor>(name, tensor)]));

    public static StraightImage CreatePicture(int size, byte? alpha = null)
    {
        var image = new StraightImage(size, size);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(i % 4 == 3 && alpha is { } given ? given : (i * 31) ^ (i >> 9));
        }

        return image;
    }

    private static StateDict Network(IEnumerable<LayerSpec> layers) => new(layers.SelectMany(layer => new KeyValuePair<string, Tensor>[]
    {
        new($"{layer.KeyPrefix}.weight", new Tensor([layer.Outputs, layer.Inputs, 1, 1], Values(layer.Outputs * layer.Inputs))),
        new($"{layer.KeyPrefix}.bias", new Tensor([layer.Outputs], Values(layer.Outputs))),
    }));

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => ((i % 101) - 50) / 100f)];
}
