using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>Makes a character from a bundle. Folding its weights again gives the bits of the bundle.</summary>
internal static class BundleReader
{
    private const int Size = CharacterPicture.Size;

    /// <exception cref="Errors.BadInputException">The bundle is not one, of another version, damaged, or lacks a part.</exception>
    public static CharacterModel Read(CharacterFile file, string? path)
    {
        var bundle = CharacterBundle.Parse(file.Bytes, file.Path);
        StateDict face = Network(bundle, BundleLayout.Face, StudentNetworks.Face, file.Path);
        StudentNetworkCheck.RequireFace(face, file.Path);
        StateDict body = Network(bundle, BundleLayout.Body, StudentNetworks.Body, file.Path);
        StudentNetworkCheck.RequireBody(body, file.Path);
        StraightImage image = PngFile.Decode(bundle.Require(file.Path, BundleLayout.Picture, [Size, Size, 4], BundleType.Png).Bytes.Span, file.Path);
        return new CharacterModel(bundle.Name.Length > 0 ? bundle.Name : "character", ImageConversion.ToNetwork(image, file.Path), new StudentWeights(face, body))
        {
            YamlPath = path,
            SourceImage = image,
            Credits = bundle.Credits,
            ReachablePixels = bundle.Require(file.Path, BundleLayout.Mask, [Size, Size], BundleType.Bits).Bytes,
        };
    }

    private static StateDict Network(CharacterBundle bundle, ImmutableArray<BundleLayer> layers, ImmutableArray<LayerSpec> specs, string path)
    {
        var tensors = new List<KeyValuePair<string, Tensor>>();
        foreach ((BundleLayer layer, LayerSpec spec) in layers.Zip(specs))
        {
            float[] matrix = new float[spec.Outputs * spec.Inputs];
            int column = 0;
            void Place(float[] values, int columns)
            {
                for (int row = 0; row < spec.Outputs; row++)
                {
                    values.AsSpan(row * columns, columns).CopyTo(matrix.AsSpan((row * spec.Inputs) + column));
                }

                column += columns;
            }

            if (layer.Features > 0)
            {
                Place(bundle.Require(path, layer.Matrix, [spec.Outputs, layer.Features], BundleType.FullPrecision, BundleType.HalfPrecision).ToFloats(), layer.Features);
            }

            if (layer.SeesPose)
            {
                float[] position = bundle.Require(path, layer.Position, [2, spec.Outputs], BundleType.FullPrecision).ToFloats();
                Place(position[..spec.Outputs], 1);
                Place(position[spec.Outputs..], 1);
                Place(bundle.Require(path, layer.Pose, [spec.Outputs, layer.PoseSize], BundleType.FullPrecision).ToFloats(), layer.PoseSize);
            }

            float[] bias = bundle.Require(path, layer.Bias, [spec.Outputs], BundleType.FullPrecision).ToFloats();
            if (spec.IsSine)
            {
                Unfold(matrix);
                Unfold(bias);
            }

            tensors.Add(new($"{spec.KeyPrefix}.weight", new Tensor([spec.Outputs, spec.Inputs, 1, 1], matrix)));
            tensors.Add(new($"{spec.KeyPrefix}.bias", new Tensor([spec.Outputs], bias)));
        }

        return new StateDict(tensors);
    }

    /// <summary>Finds weights that give the same bits when they are folded again. The quotient or one of its neighbours is such a weight, where there is one.</summary>
    private static void Unfold(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float halfTurns = 2 * values[i];
            float quotient = halfTurns / StudentNetworks.SineFactor;
            foreach (float weight in (ReadOnlySpan<float>)[quotient, MathF.BitDecrement(quotient), MathF.BitIncrement(quotient)])
            {
                if (weight * StudentNetworks.SineFactor == halfTurns)
                {
                    quotient = weight;
                    break;
                }
            }

            values[i] = quotient;
        }
    }
}
