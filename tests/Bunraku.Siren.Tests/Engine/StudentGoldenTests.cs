using Bunraku.Core.Characters;
using Bunraku.Core.Posing;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests;

/// <summary>Every pose and output that the golden folder lists, at every SIMD width of this process.</summary>
[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class StudentGoldenTests
{
    [Theory]
    [ClassData(typeof(SimdWidthData))]
    public void Every_golden_pose_is_met(SimdWidth width)
    {
        foreach (IGrouping<CharacterModel, StudentGolden> group in StudentGolden.ReadAll().GroupBy(golden => golden.Character))
        {
            using var poser = new StudentPoser(group.Key, new StudentPoserOptions { Simd = width });
            var frame = new PosedFrame(FrameParts.All);
            foreach (StudentGolden golden in group)
            {
                poser.Render(golden.Pose, frame);
                Assert.NotEqual(0, golden.AssertMatches(frame, StudentOutput.All));
            }
        }
    }
}
