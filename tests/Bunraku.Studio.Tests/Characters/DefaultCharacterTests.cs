using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Rig;
using Bunraku.Live.Idle;
using Bunraku.Studio.Features.Characters;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Characters;

public sealed class DefaultCharacterTests
{
    [Fact]
    public void The_character_that_comes_with_the_program_is_the_one_of_the_repository()
    {
        CharacterModel character = DefaultCharacter.Model;
        Assert.Equal(CharacterModel.Load(Folder).ContentHash, character.ContentHash);
        Assert.Empty(character.Warnings);
        Assert.InRange(Directory.GetFiles(Folder).Sum(file => new FileInfo(file).Length), 1_000_000, 3_000_000);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void It_looks_like_the_rig_that_it_learnt_from()
    {
        using var rig = new RigPoser(RigCharacter.Default);
        QualityReport report = StudentQuality.Measure(DefaultCharacter.Model, rig, "rig", HeldOutPoses.Take(16), cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(report.Frame!.MeanPsnrDb, 32, 60);
        Assert.InRange(report.Frame.MeanSsim, 0.97, 1);
    }

    [Fact]
    public void Left_alone_a_character_begins_at_rest_and_never_jumps()
    {
        TimeSpan step = TimeSpan.FromMilliseconds(20);
        Pose before = LivelyPose.At(TimeSpan.Zero);
        Assert.Equal(Pose.Rest.Values.ToArray(), before.Values.ToArray());
        var moved = new HashSet<int>();
        for (TimeSpan time = step; time < TimeSpan.FromSeconds(30); time += step)
        {
            Pose pose = LivelyPose.At(time);
            for (int i = 0; i < PoseParameters.Count; i++)
            {
                Assert.InRange(MathF.Abs(pose[i] - before[i]), 0, 0.45f);
                if (pose[i] != before[i])
                {
                    moved.Add(i);
                }
            }

            before = pose;
        }

        Assert.InRange(moved.Count, 10, PoseParameters.Count);
    }

    private static string Folder => Path.Combine(SharedData.Repository, "assets", "characters", "koito");
}
