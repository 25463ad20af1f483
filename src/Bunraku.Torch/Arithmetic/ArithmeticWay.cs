using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Arithmetic;

/// <summary>A way in which libtorch can compute.</summary>
/// <param name="Name">As a user reads it, after "computes": <c>with oneDNN</c>.</param>
/// <param name="TryUse">Makes the process compute this way; false where it cannot.</param>
/// <param name="Convolutions">Computes the convolutions.</param>
internal sealed record ArithmeticWay(string Name, Func<bool> TryUse, IConvolutions Convolutions);
