using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Tests.Reference;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class FixedSineTests
{
    [Fact]
    public void Every_phase_has_the_sine_of_the_specification()
    {
        short[] expected = [.. Enumerable.Range(0, 1 << 16).Select(phase => FixedReferenceLayer.SineOfRounded(phase))];
        Assert.All(Engine.FixedPointTests.Widths, width => Assert.Equal(expected, SimdWidths.OfferedForFixedPoint(width)!.Run(new AllPhases())));
    }

    [Fact]
    public void The_specification_is_a_sine()
    {
        for (int phase = 0; phase < 1 << 16; phase++)
        {
            double right = 16384 * Math.Cos(2 * Math.PI * phase / 65536);
            Assert.InRange(FixedReferenceLayer.SineOfRounded(phase) - right, -1.5, 1.5);
        }
    }

    private sealed unsafe class AllPhases : IFixedLaneWork<short[]>
    {
        public short[] Run<TFixed, TInts, TLanes, TFloats>()
            where TFixed : struct, IFixedLanes<TInts, TFloats>
            where TInts : struct
            where TLanes : struct, ILanes<TFloats>
            where TFloats : struct
        {
            short[] values = [.. Enumerable.Range(0, 1 << 16).Select(phase => unchecked((short)phase))];
            fixed (short* first = values)
            {
                for (int i = 0; i < values.Length; i += 2 * TFixed.Count)
                {
                    int* pairs = (int*)(first + i);
                    TFixed.Store(pairs, FixedSine<TFixed, TInts, TFloats>.Of(TFixed.Load(pairs)));
                }
            }

            return values;
        }
    }
}
