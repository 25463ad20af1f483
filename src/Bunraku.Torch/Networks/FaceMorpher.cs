using Bunraku.Torch.Devices;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Moves eyes, irises and mouth.</summary>
internal sealed class FaceMorpher(NetworkWeights weights, TensorPlacement placement) : IDisposable
{
    private const int Size = 192;

    private readonly EncoderDecoder _trunk = new(weights);
    private readonly Tensor _pixelCenters = PixelCenters(Size, placement);

    /// <summary>The part that depends on the picture alone.</summary>
    /// <param name="picture">[1, 4, 192, 192]: the face with its eyebrows posed.</param>
    public Tensor Encode(Tensor picture) => _trunk.Encode(picture);

    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <param name="picture">The same picture.</param>
    /// <param name="pose">[1, 27]: the parameters of eyes, irises and mouth.</param>
    public FaceOutputs Apply(Tensor encoded, Tensor picture, Tensor pose)
    {
        Tensor features = _trunk.Decode(encoded, pose);
        Tensor gridChange = weights.GridChange(features, "iris_mouth_grid_change");
        Tensor warped = Warp(gridChange, picture, _pixelCenters);
        Tensor colorChange = weights.Colors(features, "iris_mouth_color_change");
        Tensor alpha = weights.Alpha(features, "iris_mouth_alpha");
        Tensor recolored = Blend(alpha, colorChange, warped);
        Tensor eyeColorChange = weights.Colors(features, "eye_color_change");
        Tensor eyeAlpha = weights.Alpha(features, "eye_alpha");
        Tensor morphed = Blend(eyeAlpha, eyeColorChange, recolored);
        return new FaceOutputs(morphed, eyeAlpha, eyeColorChange, recolored, alpha, colorChange, warped, gridChange);
    }

    public void Dispose() => _pixelCenters.Dispose();
}
