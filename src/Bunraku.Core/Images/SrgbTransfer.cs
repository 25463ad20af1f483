using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Bunraku.Core.Images;

/// <summary>
/// The transfer functions between sRGB code values and linear light (IEC 61966-2-1), the 8-bit ones as tables.
/// </summary>
public static class SrgbTransfer
{
    // 1/4096 is narrower than the narrowest step between two codes (1/(255*12.92) = 1/3295), so a cell holds one step at most.
    private const int Cells = 4096;

    /// <summary>The linear value, 0 to 1, of each of the 256 code values.</summary>
    public static ImmutableArray<float> Linear { get; } = [.. Enumerable.Range(0, 256).Select(code => (float)ToLinear(code / 255.0))];

    /// <summary>The smallest linear value that is encoded as code k + 1 rather than k; infinity beyond 255.</summary>
    private static readonly float[] Steps =
        [.. Enumerable.Range(0, 255).Select(code => (float)ToLinear((code + 0.5) / 255.0)), float.PositiveInfinity];

    /// <summary>The code of the lower end of each cell of linear values.</summary>
    private static readonly byte[] CellCodes = CreateCellCodes();

    /// <summary>Linear light of an encoded value: x / 12.92 up to 0.04045, else ((x + 0.055) / 1.055)^2.4, with x limited to 0..1.</summary>
    public static double ToLinear(double encoded)
    {
        double x = Math.Clamp(encoded, 0.0, 1.0);
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }

    /// <summary>The encoded value of linear light: 12.92 x up to 0.0031308, else 1.055 x^(1/2.4) - 0.055, with x limited to 0..1.</summary>
    public static double ToEncoded(double linear)
    {
        double x = Math.Clamp(linear, 0.0, 1.0);
        return x <= 0.003130804953560372 ? 12.92 * x : (1.055 * Math.Pow(x, 1.0 / 2.4)) - 0.055;
    }

    /// <summary>The nearest code value, round(255 * <see cref="ToEncoded"/>), of a linear value; not-a-number gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToCode(float linear)
    {
        // No branch: network output around 0 would have it guessed wrongly half of the time. Not-a-number is cast to cell 0.
        float x = float.MinNative(float.MaxNative(linear, 0f), 1f);
        int code = CellCodes[(int)(x * Cells)];
        return (byte)(x >= Steps[code] ? code + 1 : code);
    }

    private static byte[] CreateCellCodes()
    {
        byte[] codes = new byte[Cells + 1];
        int code = 0;
        for (int cell = 0; cell <= Cells; cell++)
        {
            while (Steps[code] <= (float)cell / Cells)
            {
                code++;
            }

            codes[cell] = (byte)code;
        }

        return codes;
    }
}
