using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What the face morpher yields, all 192 x 192.</summary>
/// <param name="Picture">The posed face.</param>
/// <param name="EyeAlpha">The weight of the eyes' colours.</param>
/// <param name="EyeColorChange">The eyes' colours.</param>
/// <param name="Recolored">The face with irises and mouth posed.</param>
/// <param name="Alpha">The weight of the colours of irises and mouth.</param>
/// <param name="ColorChange">The colours of irises and mouth.</param>
/// <param name="Warped">The face after the warp.</param>
/// <param name="GridChange">The warp.</param>
internal sealed record FaceOutputs(
    Tensor Picture,
    Tensor EyeAlpha,
    Tensor EyeColorChange,
    Tensor Recolored,
    Tensor Alpha,
    Tensor ColorChange,
    Tensor Warped,
    Tensor GridChange) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Picture, EyeAlpha, EyeColorChange, Recolored, Alpha, ColorChange, Warped, GridChange];
}
