namespace Bunraku.Distillation.Poses;

/// <summary>
/// MT19937 and what the published program draws from it, bit for bit: the order of the poses of a data set. Only the low 32 bits of a
/// seed count. Source of the generator: Matsumoto and Nishimura 1998; of the rest: <c>torch.randperm</c> and <c>torch.randint</c> on
/// the CPU.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _position = Length;

    public MersenneTwister(ulong seed)
    {
        _state[0] = (uint)seed;
        for (int i = 1; i < Length; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    /// <summary>32 random bits.</summary>
    public uint NextBits()
    {
        if (_position == Length)
        {
            Renew();
        }

        uint y = _state[_position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    /// <summary>A whole number from 0 to below the limit.</summary>
    public int NextBelow(int limit) => (int)(NextBits() % (uint)limit);

    /// <summary>The numbers 0 to count - 1 in random order; for a count below 2^32 / 20.</summary>
    public int[] NextPermutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)count, uint.MaxValue / 20);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < count - 1; i++)
        {
            int other = i + NextBelow(count - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private void Renew()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
        }

        _position = 0;
    }
}
