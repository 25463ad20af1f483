using System.Globalization;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.SelfTest;

/// <summary>Memory and numbers for a self-test of kernels, and the comparison of their results with plain loops in double precision.</summary>
internal sealed unsafe class KernelTrial : IDisposable
{
    private uint _state = 2_463_534_242;

    /// <summary>Where test data and packed layers are kept.</summary>
    public EngineMemory Memory { get; } = new(1 << 20);

    /// <summary>The first wrong value that was found, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Zeros.</summary>
    public float* Zeros(int count) => Memory.Take(count);

    /// <summary>Values between -<paramref name="scale"/> and <paramref name="scale"/>, the same in every process (xorshift).</summary>
    public float* Random(int count, float scale = 1f)
    {
        float* values = Memory.Take(count);
        for (int i = 0; i < count; i++)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            values[i] = scale * ((_state / 2_147_483_648f) - 1f);
        }

        return values;
    }

    /// <summary>A copy, for kernels that change their input.</summary>
    public float* Copy(float* values, int count)
    {
        float* copy = Memory.Take(count);
        new ReadOnlySpan<float>(values, count).CopyTo(new Span<float>(copy, count));
        return copy;
    }

    /// <summary>Compares what a kernel computed with its definition.</summary>
    /// <param name="kernel">The kernel's name in messages.</param>
    /// <param name="actual">The kernel's result.</param>
    /// <param name="count">How many values are compared.</param>
    /// <param name="expected">The right value of each.</param>
    /// <param name="tolerance">The largest error that rounding may cause.</param>
    public void Compare(string kernel, float* actual, int count, Func<int, double> expected, double tolerance)
    {
        for (int i = 0; i < count && Failure is null; i++)
        {
            double right = expected(i);

            // Written so that NaN fails.
            if (!(Math.Abs(actual[i] - right) <= tolerance))
            {
                Failure = string.Create(CultureInfo.InvariantCulture, $"{kernel}, value {i} is {actual[i]:g7} and should be {right:g7}");
            }
        }
    }

    public void Dispose() => Memory.Dispose();
}
