using System.Numerics;
using System.Runtime.InteropServices;

namespace Bunraku.Conv;

/// <summary>From THA3's straight alpha to the premultiplied convention of students and pages.</summary>
internal static class Premultiplication
{
    /// <summary>Multiplies the colours, which are in 0..1 underneath, by alpha.</summary>
    /// <param name="straight">[4, pixels], -1..1.</param>
    /// <param name="premultiplied">[4, pixels], -1..1; may be the same.</param>
    public static void Run(ReadOnlySpan<float> straight, Span<float> premultiplied)
    {
        int pixels = straight.Length / 4;
        ReadOnlySpan<float> alpha = straight[(3 * pixels)..];
        for (int channel = 0; channel < 3; channel++)
        {
            Multiply(straight.Slice(channel * pixels, pixels), alpha, premultiplied.Slice(channel * pixels, pixels));
        }

        alpha.CopyTo(premultiplied[(3 * pixels)..]);
    }

    private static void Multiply(ReadOnlySpan<float> color, ReadOnlySpan<float> alpha, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> colors = MemoryMarshal.Cast<float, Vector<float>>(color), alphas = MemoryMarshal.Cast<float, Vector<float>>(alpha);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = ((colors[i] + Vector<float>.One) * ((alphas[i] + Vector<float>.One) * 0.5f)) - Vector<float>.One;
        }

        for (int i = results.Length * Vector<float>.Count; i < result.Length; i++)
        {
            result[i] = ((color[i] + 1f) * ((alpha[i] + 1f) * 0.5f)) - 1f;
        }
    }
}
