using Bunraku.Core.Characters;
using Bunraku.Core.Posing;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests;

/// <summary>Every pose and output that the golden folder lists at the widest SIMD width, and every fourth at the others, which are slow.</summary>
[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class StudentGoldenTests
{
    [Theory]
    [ClassData(typeof(SimdWidthData))]
    public void Golden_poses_are_met(SimdWidth width)
    {
        foreach (IGrouping<CharacterModel, StudentGolden> group in StudentGolden.ReadAll().GroupBy(golden => golden.Character))
        {
            using var poser = new StudentPoser(group.Key, new StudentPoserOptions { Simd = width });
            var frame = new PosedFrame(FrameParts.All);
            foreach (StudentGolden golden in group.Where((_, i) => width == SimdWidths.Widest || i % 4 == 1))
            {
                poser.Render(golden.Pose, frame);
                Assert.NotEqual(0, golden.AssertMatches(frame, StudentOutput.All));
            }
        }
    }
}
