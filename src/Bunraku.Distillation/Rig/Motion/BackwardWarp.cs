using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bunraku.Core.Images;

namespace Bunraku.Distillation.Rig.Motion;

/// <summary>
/// The warp of the students (grid sample: bilinear, border padding, corners not aligned) on a picture whose four channels lie together.
/// </summary>
internal static class BackwardWarp
{
    private const int Size = CharacterPicture.Size;
    private const int Plane = Size * Size;

    /// <summary>Warps.</summary>
    /// <param name="picture">[512, 512, 4].</param>
    /// <param name="gridChange">[2, 512, 512].</param>
    /// <param name="warped">[4, 512, 512].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ReadOnlySpan<float> picture, ReadOnlySpan<float> gridChange, Span<float> warped)
    {
        ref float source = ref MemoryMarshal.GetReference(picture);
        for (int row = 0; row < Size; row++)
        {
            float y = (((2 * row) + 1f) / Size) - 1f;
            for (int column = 0; column < Size; column++)
            {
                int pixel = (row * Size) + column;
                float x = (((2 * column) + 1f) / Size) - 1f;
                float u = Limit((((x + gridChange[pixel] + 1f) * Size) - 1f) / 2f);
                float v = Limit((((y + gridChange[Plane + pixel] + 1f) * Size) - 1f) / 2f);
                Vector128<float> value = Sample(ref source, u, v);
                warped[pixel] = value[0];
                warped[Plane + pixel] = value[1];
                warped[(2 * Plane) + pixel] = value[2];
                warped[(3 * Plane) + pixel] = value[3];
            }
        }
    }

    private static float Limit(float position) => MathF.Min(MathF.Max(position, 0f), Size - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sample(ref float source, float u, float v)
    {
        (int u0, int v0) = ((int)u, (int)v);
        (float a, float b) = (u - u0, v - v0);

        // The tap beyond the last row or column has weight 0: any pixel will do.
        int right = u0 < Size - 1 ? 4 : 0;
        int down = v0 < Size - 1 ? 4 * Size : 0;
        nuint corner = (nuint)(4 * ((v0 * Size) + u0));
        Vector128<float> top = Mix(Vector128.LoadUnsafe(ref source, corner), Vector128.LoadUnsafe(ref source, corner + (nuint)right), a);
        Vector128<float> bottom = Mix(
            Vector128.LoadUnsafe(ref source, corner + (nuint)down), Vector128.LoadUnsafe(ref source, corner + (nuint)(down + right)), a);
        return Mix(top, bottom, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mix(Vector128<float> p, Vector128<float> q, float weight) => p + ((q - p) * weight);
}
