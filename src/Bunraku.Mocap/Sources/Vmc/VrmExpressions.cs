using System.Text;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>The names of VRM's preset expressions, and the blendshapes that show the same face.</summary>
internal static class VrmExpressions
{
    public const int Count = (int)VrmExpression.LookRight + 1;

    /// <summary>The jaw opens a little for an <c>i</c>; a closed mouth would not show it.</summary>
    private const double JawOfI = 0.25;

    private static readonly (byte[] Name, VrmExpression Expression)[] Names =
    [
        // VRM 0
        Named("A", VrmExpression.A), Named("I", VrmExpression.I), Named("U", VrmExpression.U),
        Named("E", VrmExpression.E), Named("O", VrmExpression.O), Named("Blink", VrmExpression.Blink),
        Named("Blink_L", VrmExpression.BlinkLeft), Named("Blink_R", VrmExpression.BlinkRight),
        Named("Joy", VrmExpression.Joy), Named("Angry", VrmExpression.Angry), Named("Sorrow", VrmExpression.Sorrow),
        Named("Fun", VrmExpression.Fun), Named("Surprised", VrmExpression.Surprised),
        Named("LookUp", VrmExpression.LookUp), Named("LookDown", VrmExpression.LookDown),
        Named("LookLeft", VrmExpression.LookLeft), Named("LookRight", VrmExpression.LookRight),

        // VRM 1
        Named("aa", VrmExpression.A), Named("ih", VrmExpression.I), Named("ou", VrmExpression.U),
        Named("ee", VrmExpression.E), Named("oh", VrmExpression.O),
        Named("blinkLeft", VrmExpression.BlinkLeft), Named("blinkRight", VrmExpression.BlinkRight),
        Named("happy", VrmExpression.Joy), Named("sad", VrmExpression.Sorrow), Named("relaxed", VrmExpression.Fun),
    ];

    /// <summary>Looks an expression up by its name of VRM 0 or VRM 1, in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out VrmExpression expression)
    {
        foreach ((byte[] known, VrmExpression found) in Names)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
            {
                expression = found;
                return true;
            }
        }

        expression = default;
        return false;
    }

    /// <summary>
    /// Raises the blendshapes to what the expressions show. The mouth follows the mouth solver's own table, backwards: a vowel comes out of
    /// the converter as that vowel.
    /// </summary>
    public static void Raise(Span<double> weights, ReadOnlySpan<double> expressions)
    {
        RaiseMouth(weights, expressions);
        RaiseEyes(weights, expressions);
        double smile = Math.Max(expressions[(int)VrmExpression.Joy], expressions[(int)VrmExpression.Fun]);
        RaiseBoth(weights, Blendshape.MouthSmileLeft, smile);
        RaiseBoth(weights, Blendshape.BrowDownLeft, expressions[(int)VrmExpression.Angry]);
        RaiseBoth(weights, Blendshape.MouthFrownLeft, expressions[(int)VrmExpression.Sorrow]);
        RaiseBoth(weights, Blendshape.EyeWideLeft, expressions[(int)VrmExpression.Surprised]);
        RaiseOne(weights, Blendshape.BrowInnerUp, Math.Max(expressions[(int)VrmExpression.Sorrow], expressions[(int)VrmExpression.Surprised]));
    }

    private static void RaiseMouth(Span<double> weights, ReadOnlySpan<double> expressions)
    {
        double a = expressions[(int)VrmExpression.A];
        double i = expressions[(int)VrmExpression.I];
        double u = expressions[(int)VrmExpression.U];
        double e = expressions[(int)VrmExpression.E];
        double o = expressions[(int)VrmExpression.O];
        double open = Math.Min(a + (JawOfI * i) + (0.5 * u) + (0.5 * e) + o, 1);
        double lowerLip = Math.Min(a + i + (0.3 * u) + e + (0.5 * o), 1);
        if (open > 0)
        {
            // The converter's jaw is closed at 0.1 and open at 0.4.
            RaiseOne(weights, Blendshape.JawOpen, 0.1 + (0.3 * open));
            RaiseBoth(weights, Blendshape.MouthLowerDownLeft, lowerLip / 2);
            RaiseOne(weights, Blendshape.MouthFunnel, (0.25 * u) + (0.5 * o));
            RaiseOne(weights, Blendshape.MouthPucker, (0.75 * u) + (0.4 * o));
        }
    }

    private static void RaiseEyes(Span<double> weights, ReadOnlySpan<double> expressions)
    {
        double both = expressions[(int)VrmExpression.Blink];
        RaiseOne(weights, Blendshape.EyeBlinkLeft, Math.Max(both, expressions[(int)VrmExpression.BlinkLeft]));
        RaiseOne(weights, Blendshape.EyeBlinkRight, Math.Max(both, expressions[(int)VrmExpression.BlinkRight]));
        RaiseBoth(weights, Blendshape.EyeLookUpLeft, expressions[(int)VrmExpression.LookUp]);
        RaiseBoth(weights, Blendshape.EyeLookDownLeft, expressions[(int)VrmExpression.LookDown]);
        RaiseOne(weights, Blendshape.EyeLookOutLeft, expressions[(int)VrmExpression.LookLeft]);
        RaiseOne(weights, Blendshape.EyeLookInRight, expressions[(int)VrmExpression.LookLeft]);
        RaiseOne(weights, Blendshape.EyeLookInLeft, expressions[(int)VrmExpression.LookRight]);
        RaiseOne(weights, Blendshape.EyeLookOutRight, expressions[(int)VrmExpression.LookRight]);
    }

    private static void RaiseBoth(Span<double> weights, Blendshape left, double value)
    {
        RaiseOne(weights, left, value);
        RaiseOne(weights, Blendshapes.Mirror(left), value);
    }

    private static void RaiseOne(Span<double> weights, Blendshape blendshape, double value) =>
        weights[(int)blendshape] = Math.Max(weights[(int)blendshape], value);

    private static (byte[] Name, VrmExpression Expression) Named(string name, VrmExpression expression) =>
        (Encoding.ASCII.GetBytes(name), expression);
}

/// <summary>The preset expressions of VRM avatars that say something about a face.</summary>
internal enum VrmExpression
{
    A,
    I,
    U,
    E,
    O,
    Blink,
    BlinkLeft,
    BlinkRight,
    Joy,
    Angry,
    Sorrow,
    Fun,
    Surprised,
    LookUp,
    LookDown,
    LookLeft,
    LookRight,
}
