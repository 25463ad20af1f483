using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Tests.Engine;

/// <summary>Native memory is never used after it was freed: before, each of these calls ended the process.</summary>
public sealed class DisposedPoserTests
{
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 31);
    private static readonly float[] Picture = new float[4 * CharacterPicture.Size * CharacterPicture.Size];

    public static TheoryData<string, Action<StudentPoser>> Calls => new()
    {
        { nameof(StudentPoser.Render), poser => poser.Render(Pose.Rest, new PosedFrame()) },
        { "the face alone", poser => poser.Render(Pose.Rest, PosedFrame.FaceOnly()) },
        { nameof(StudentPoser.RenderBody), poser => poser.RenderBody(Pose.Rest, Picture, new PosedFrame()) },
        { nameof(StudentPoser.Mask), poser => poser.Mask = null },
        { nameof(SupportMask), poser => SupportMask.Of(poser, cancellation: TestContext.Current.CancellationToken) },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Every_call_after_disposal_is_refused(string name, Action<StudentPoser> call)
    {
        var poser = new StudentPoser(Character);
        poser.Render(Pose.Rest, new PosedFrame());
        poser.Dispose();
        poser.Dispose();
        ObjectDisposedException refusal = Assert.Throws<ObjectDisposedException>(() => call(poser));

        Assert.NotEmpty(name);
        Assert.Contains(nameof(StudentPoser), refusal.ObjectName, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_poser_may_be_disposed_while_other_threads_draw()
    {
        var expected = new PosedFrame();
        using (var poser = new StudentPoser(Character, new StudentPoserOptions { Threads = 2 }))
        {
            poser.Render(Pose.Rest, expected);
        }

        for (int round = 0; round < 3; round++)
        {
            var poser = new StudentPoser(Character, new StudentPoserOptions { Threads = 2 });
            using var begun = new CountdownEvent(2);
            Task<int>[] drawing = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => DrawUntilDisposed(poser, begun, expected), TestContext.Current.CancellationToken))];
            begun.Wait(TestContext.Current.CancellationToken);
            poser.Dispose();

            Assert.All(await Task.WhenAll(drawing), frames => Assert.InRange(frames, 1, 100));
        }
    }

    private static int DrawUntilDisposed(StudentPoser poser, CountdownEvent begun, PosedFrame expected)
    {
        var frame = new PosedFrame();
        for (int frames = 0; frames <= 100; frames++)
        {
            try
            {
                poser.Render(Pose.Rest, frame);
            }
            catch (ObjectDisposedException)
            {
                return frames;
            }

            Assert.Equal(expected.Blended, frame.Blended);
            if (frames == 0)
            {
                begun.Signal();
            }
        }

        return int.MaxValue;
    }
}
