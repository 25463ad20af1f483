namespace Bunraku.Distillation.Poses;

/// <summary>
/// Random numbers that are a pure function of a seed and a counter: the ten thousandth example can be drawn without the
/// 9 999 before it, so there is no state to save. The mixing is that of SplitMix64.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="counter">Which sequence of that seed.</param>
internal struct CounterRandom(ulong seed, ulong counter)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix(seed + Step) ^ (counter + Step));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Step);

    /// <summary>Uniform in [0, 1), with 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [minimum, maximum).</summary>
    public double NextBetween(double minimum, double maximum) => minimum + ((maximum - minimum) * NextUnit());

    /// <summary>Whether something happens that has this probability.</summary>
    public bool Happens(double probability) => NextUnit() < probability;

    /// <summary>A whole number from 0 to below the limit.</summary>
    public int NextBelow(int limit) => (int)(((UInt128)NextBits() * (ulong)limit) >> 64);

    /// <summary>Normal with mean 0 and standard deviation 1 (Box-Muller).</summary>
    public double NextNormal()
    {
        // 1 - u is never 0, whose logarithm would be infinite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUnit()));
        return radius * Math.Cos(2 * Math.PI * NextUnit());
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
