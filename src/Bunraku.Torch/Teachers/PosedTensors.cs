using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>What a frame takes of a posed picture, [1, channels, 512, 512]; pictures are premultiplied.</summary>
/// <param name="Blended">The posed picture.</param>
/// <param name="Warped">The picture with the posed face after the warp.</param>
/// <param name="GridChange">The warp.</param>
/// <param name="FaceMorphed">The picture with the posed face.</param>
/// <param name="Blend">The weight and the colours that make the posed picture of the warped one; null in a family whose weights are not one for all channels.</param>
internal sealed record PosedTensors(Tensor Blended, Tensor Warped, Tensor GridChange, Tensor FaceMorphed, (Tensor Alpha, Tensor Colors)? Blend);
