using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Siren.Tests.Engine;

/// <summary>The body network on a picture that already has a face.</summary>
public sealed class GivenFaceTests
{
    private const FrameParts BodyParts = FrameParts.Alpha | FrameParts.ColorChange | FrameParts.Warped | FrameParts.GridChange | FrameParts.FaceMorphed;
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 5);
    private static readonly Pose Pose = RandomCharacter.CreatePose(seed: 6);

    [Fact]
    public void The_students_own_face_gives_the_students_frame()
    {
        using var poser = new StudentPoser(Character);
        var expected = new PosedFrame(BodyParts);
        var actual = new PosedFrame(BodyParts);
        poser.Render(Pose, expected);
        poser.RenderBody(Pose, expected.FaceMorphed, actual);

        Assert.Equal(expected.Blended, actual.Blended);
        Assert.Equal(expected.Warped, actual.Warped);
        Assert.Equal(expected.GridChange, actual.GridChange);
        Assert.Equal(expected.FaceMorphed, actual.FaceMorphed);
    }

    [Fact]
    public void A_given_picture_is_what_is_warped_and_nothing_else_changes()
    {
        using var poser = new StudentPoser(Character);
        var own = new PosedFrame(BodyParts);
        var given = new PosedFrame(BodyParts);
        float[] picture = new float[own.FaceMorphed.Length];
        poser.Render(Pose, own);
        poser.RenderBody(Pose, picture, given);

        Assert.All(given.Warped, value => Assert.Equal(0f, value));
        Assert.Equal(own.Alpha, given.Alpha);
        Assert.Equal(own.ColorChange, given.ColorChange);
        Assert.Equal(own.GridChange, given.GridChange);
    }

    [Fact]
    public void The_next_frame_has_the_students_face_again()
    {
        using var poser = new StudentPoser(Character);
        var expected = new PosedFrame(FrameParts.Face);
        var actual = new PosedFrame(FrameParts.Face);
        poser.Render(Pose, expected);
        poser.RenderBody(Pose, new float[4 * 512 * 512], new PosedFrame());
        poser.Render(Pose, actual);

        Assert.Equal(expected.Blended, actual.Blended);
        Assert.Equal(expected.Face, actual.Face);
    }

    [Fact]
    public void A_frame_that_asks_for_the_face_is_refused()
    {
        using var poser = new StudentPoser(Character);

        Assert.Throws<ArgumentException>(() => poser.RenderBody(Pose, new float[4 * 512 * 512], new PosedFrame(FrameParts.Face)));
    }
}
