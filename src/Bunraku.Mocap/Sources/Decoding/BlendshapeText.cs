using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>Finds blendshapes by the names that stand in packets.</summary>
internal static class BlendshapeText
{
    private const int LongestName = 32;

    /// <summary>Looks up a name of iFacialMocap, where <c>_L</c> and <c>_R</c> at the end stand for Left and Right.</summary>
    public static bool TryFindWithSuffix(ReadOnlySpan<byte> name, out Blendshape blendshape)
    {
        Span<char> text = stackalloc char[LongestName];
        ReadOnlySpan<char> side = name.EndsWith("_L"u8) ? "Left" : name.EndsWith("_R"u8) ? "Right" : [];
        int stem = side.IsEmpty ? name.Length : name.Length - 2;
        if (!TryWiden(name[..stem], text) || stem + side.Length > LongestName)
        {
            blendshape = default;
            return false;
        }

        side.CopyTo(text[stem..]);
        return Blendshapes.TryFind(text[..(stem + side.Length)], out blendshape);
    }

    /// <summary>Looks up a spelt-out name in any case, for example <c>EyeBlinkLeft</c>.</summary>
    public static bool TryFindIgnoringCase(ReadOnlySpan<byte> name, out Blendshape blendshape)
    {
        Span<char> text = stackalloc char[LongestName];
        if (TryWiden(name, text))
        {
            return Blendshapes.TryFindIgnoringCase(text[..name.Length], out blendshape);
        }

        blendshape = default;
        return false;
    }

    /// <summary>ASCII bytes as characters; false where they are too many or not ASCII, which no blendshape's name is.</summary>
    private static bool TryWiden(ReadOnlySpan<byte> ascii, Span<char> text)
    {
        if (ascii.Length > text.Length)
        {
            return false;
        }

        for (int index = 0; index < ascii.Length; index++)
        {
            if (ascii[index] > 0x7F)
            {
                return false;
            }

            text[index] = (char)ascii[index];
        }

        return true;
    }
}
