using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;
using Bunraku.Siren.Preparation;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Bundles;

/// <summary>Writes a character as one file for players; docs/formats/character-bundle.md describes it.</summary>
public static class BundleExport
{
    /// <summary>Writes the file, complete or not at all. <see cref="Build"/> says what it holds.</summary>
    public static void Write(CharacterModel character, SupportMask mask, BundleOptions options, string path)
    {
        byte[] file = Build(character, mask, options);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of the file; the same character gives the same bytes on the same SIMD width.</summary>
    /// <param name="character">The character.</param>
    /// <param name="mask">The pixels that any pose can reach.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="BadInputException">A weight has no half precision, or a text is too long.</exception>
    public static byte[] Build(CharacterModel character, SupportMask mask, BundleOptions options)
    {
        options.Credits.RequireFit();
        var student = new FoldedStudent(character.Weights);
        List<BundleSection> sections =
        [
            .. Face(student, options.IsHalf),
            .. Body(student, options.IsHalf),
            Picture(character),
            new(BundleLayout.Mask, BundleType.Bits, [CharacterPicture.Size, CharacterPicture.Size], mask.ToBytes()),
        ];
        var bundle = new CharacterBundle(ForeignText.Show(character.Name), options.Credits, sections);

        // A player tests itself with what this bundle draws, not with what the character drew before its weights were rounded.
        var bare = CharacterModel.LoadFromFiles([new(character.Name + CharacterBundle.Extension, bundle.ToBytes())]);
        return (bundle with { Sections = [.. sections, .. BundleSelfTest.Of(bare, mask)] }).ToBytes();
    }

    private static IEnumerable<BundleSection> Face(FoldedStudent student, bool isHalf)
    {
        var layers = BundleLayout.Face;
        return
        [
            .. Input(layers[0], student.FaceInput, features: null, isHalf),
            .. student.FaceHidden.SelectMany((layer, i) => Layer(layers[i + 1], layer, isTurns: true, isHalf)),
            .. Layer(layers[^1], student.FaceLast, isTurns: false, isHalf),
        ];
    }

    private static IEnumerable<BundleSection> Body(FoldedStudent student, bool isHalf)
    {
        var layers = BundleLayout.Body;
        return
        [
            .. Input(layers[0], student.CoarseInput, features: null, isHalf),
            .. student.CoarseHidden.SelectMany((layer, i) => Layer(layers[i + 1], layer, isTurns: true, isHalf)),
            .. Input(layers[3], student.MiddleInput, student.MiddleFeatures, isHalf),
            .. student.MiddleHidden.SelectMany((layer, i) => Layer(layers[i + 4], layer, isTurns: true, isHalf)),
            .. Input(layers[6], student.FineInput, student.FineFeatures, isHalf),
            .. student.FineHidden.SelectMany((layer, i) => Layer(layers[i + 7], layer, isTurns: true, isHalf)),
            .. Layer(layers[^1], student.BodyLast, isTurns: false, isHalf),
        ];
    }

    private static IEnumerable<BundleSection> Input(BundleLayer layer, FoldedInput input, FoldedLayer? features, bool isHalf)
    {
        if (features is not null)
        {
            yield return Matrix(layer.Matrix, features, isTurns: true, isHalf);
        }

        yield return BundleSection.Of(layer.Position, [2, input.Channels], InTurns([.. input.ColumnWeights.Span, .. input.RowWeights.Span]));
        yield return BundleSection.Of(layer.Pose, [input.Channels, input.PoseSize], InTurns(input.PoseColumns.Span));
        yield return BundleSection.Of(layer.Bias, [input.Channels], InTurns(input.Bias.Span));
    }

    private static IEnumerable<BundleSection> Layer(BundleLayer layer, FoldedLayer folded, bool isTurns, bool isHalf) =>
    [
        Matrix(layer.Matrix, folded, isTurns, isHalf),
        BundleSection.Of(layer.Bias, [folded.Outputs], isTurns ? InTurns(folded.Bias.Span) : folded.Bias.Span),
    ];

    private static BundleSection Matrix(string name, FoldedLayer layer, bool isTurns, bool isHalf)
    {
        ReadOnlySpan<float> values = isTurns ? InTurns(layer.Matrix.Span) : layer.Matrix.Span;
        int[] shape = [layer.Outputs, layer.Inputs];
        return isHalf
            ? new BundleSection(name, BundleType.HalfPrecision, shape, MemoryMarshal.AsBytes(Halves(values).AsSpan()).ToArray())
            : BundleSection.Of(name, shape, values);
    }

    // The folded arguments count half turns. Half of that is exact.
    private static float[] InTurns(ReadOnlySpan<float> halfTurns)
    {
        float[] turns = new float[halfTurns.Length];
        for (int i = 0; i < turns.Length; i++)
        {
            turns[i] = halfTurns[i] / 2;
        }

        return turns;
    }

    private static Half[] Halves(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (int i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!Half.IsFinite(halves[i]))
            {
                throw new BadInputException($"The character has a weight ({values[i]}) that half precision cannot hold. Write the bundle in single precision.");
            }
        }

        return halves;
    }

    private static BundleSection Picture(CharacterModel character)
    {
        StraightImage image = character.SourceImage ?? throw new ArgumentException("The character has no source picture.", nameof(character));
        return new BundleSection(BundleLayout.Picture, BundleType.Png, [image.Height, image.Width, 4], PngFile.Encode(image));
    }
}
