namespace Bunraku.Mocap.Puppets;

/// <summary>A mouth as the microphone hears it: how strong each vowel is, 0 to 1; all 0 is silence.</summary>
public sealed class VoiceMouth
{
    private readonly double _aaa;
    private readonly double _iii;
    private readonly double _uuu;
    private readonly double _eee;
    private readonly double _ooo;

    /// <summary>The vowel of "father", 0 to 1; values outside are limited.</summary>
    public double Aaa { get => _aaa; init => _aaa = Limit(value); }

    /// <summary>The vowel of "see", 0 to 1.</summary>
    public double Iii { get => _iii; init => _iii = Limit(value); }

    /// <summary>The vowel of "moon", 0 to 1.</summary>
    public double Uuu { get => _uuu; init => _uuu = Limit(value); }

    /// <summary>The vowel of "bed", 0 to 1.</summary>
    public double Eee { get => _eee; init => _eee = Limit(value); }

    /// <summary>The vowel of "more", 0 to 1.</summary>
    public double Ooo { get => _ooo; init => _ooo = Limit(value); }

    /// <summary>When it was heard, on the clock of the faces.</summary>
    public TimeSpan Timestamp { get; init; }

    private static double Limit(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
}
