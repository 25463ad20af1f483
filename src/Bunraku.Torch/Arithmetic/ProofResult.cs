namespace Bunraku.Torch.Arithmetic;

/// <summary>What a proof found.</summary>
/// <param name="Way">The way that computes rightly and is in use, or null where none does.</param>
/// <param name="Failures">The first case that failed of every way before it, and by how much.</param>
/// <param name="Subject">What the way was proved for.</param>
/// <param name="Cases">How many cases it has passed.</param>
/// <param name="Time">How long all took.</param>
internal sealed record ProofResult(ArithmeticWay? Way, IReadOnlyList<string> Failures, ProofSubject Subject, int Cases, TimeSpan Time);
