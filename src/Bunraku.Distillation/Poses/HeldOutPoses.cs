using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Poses;

/// <summary>The poses that students are measured on: always the same, distributed like those of our sampler, and of no training.</summary>
public static class HeldOutPoses
{
    private const ulong Seed = 0x48454C44_4F555431;

    /// <summary>The first so many of them.</summary>
    public static IReadOnlyList<Pose> Take(int count) => [.. Enumerable.Range(0, count).Select(k => PoseSampler.Draw(Seed, (ulong)k))];
}
