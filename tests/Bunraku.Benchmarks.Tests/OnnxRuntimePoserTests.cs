using Bunraku.Core.Characters;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.Siren.Tests;
using Bunraku.TestSupport;

namespace Bunraku.Benchmarks.Tests;

/// <summary>The exported model, run by ONNX Runtime, draws what the original and the engine draw.</summary>
public sealed class OnnxRuntimePoserTests
{
    private const int Threads = 2;

    [Fact]
    [Trait("Category", SharedData.Golden)]
    [Trait("Category", SharedData.Further)]
    public void The_exported_model_draws_every_golden_pose()
    {
        var frame = new PosedFrame();
        foreach (IGrouping<CharacterModel, StudentGolden> character in StudentGolden.ReadAll().GroupBy(golden => golden.Character))
        {
            using var poser = new OnnxRuntimePoser(character.Key, Threads);
            foreach (StudentGolden golden in character)
            {
                poser.Render(golden.Pose, frame);
                Assert.Equal(1, golden.AssertMatches(frame, StudentOutput.Blended));
            }
        }
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    [Trait("Category", SharedData.Further)]
    public void The_exported_model_and_the_engine_draw_the_same_characters()
    {
        foreach (string folder in TestData.Characters())
        {
            AssertSameFrames(CharacterModel.Load(folder));
        }
    }

    [Fact]
    public void The_exported_model_and_the_engine_draw_the_same_random_character() => AssertSameFrames(RandomCharacter.Create(seed: 5));

    private static void AssertSameFrames(CharacterModel character)
    {
        using var exported = new OnnxRuntimePoser(character, Threads);
        using var engine = new StudentPoser(character, new StudentPoserOptions { Threads = Threads });
        var expected = new PosedFrame();
        var actual = new PosedFrame();
        for (int seed = 0; seed < 3; seed++)
        {
            engine.Render(RandomCharacter.CreatePose(seed), expected);
            exported.Render(RandomCharacter.CreatePose(seed), actual);
            StudentOutput.Blended.AssertClose($"{character.Name}, pose {seed}", expected.Blended, actual.Blended);
        }
    }
}
