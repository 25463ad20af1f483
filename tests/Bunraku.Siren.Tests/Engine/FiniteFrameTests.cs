using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;
using Bunraku.Siren.Tests.Training;

namespace Bunraku.Siren.Tests.Engine;

/// <summary>A frame with NaN or infinity in it is an error, never a picture.</summary>
[Trait("Category", "Slow")]
public sealed class FiniteFrameTests
{
    public static TheoryData<string, int, float> Faults => new()
    {
        // The last layer's outputs are grid change x, y; alpha; colour change R, G, B, A. The warp would hide a grid change that is NaN.
        { "last_linear.bias", 0, float.NaN },
        { "last_linear.bias", 1, float.NegativeInfinity },
        { "last_linear.bias", 2, float.NaN },
        { "last_linear.bias", 6, float.PositiveInfinity },
        { StudentNetworks.Body[1].KeyPrefix + ".weight", 17, float.NaN },
        { StudentNetworks.Body[8].KeyPrefix + ".bias", 3, float.NaN },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_body_network_draws_nothing(string key, int index, float value) => AssertRefused(key, index, value, SimdWidths.Widest, mask: null);

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    [Trait("Category", SimdLevelTests.Kernels)]
    public void Every_width_finds_what_is_not_finite(SimdWidth width)
    {
        // In a few blocks, which go through the same kernels as all.
        SupportMask mask = TrainingBatches.Mask((row, column) => row is 6 && column is 5 or 6);
        AssertRefused("last_linear.bias", 0, float.NaN, width, mask);
        AssertRefused("last_linear.bias", 6, float.PositiveInfinity, width, mask);
    }

    [Fact]
    public void A_broken_face_network_draws_no_face_either()
    {
        CharacterModel character = RandomCharacter.Create(seed: 22);
        character.Weights.Face[StudentNetworks.Face[3].KeyPrefix + ".weight"].Values[100] = float.NaN;
        using var poser = new StudentPoser(character);

        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, PosedFrame.FaceOnly()));
        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, PosedFrame.FaceOnly()));
        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, new PosedFrame()));
    }

    [Fact]
    public void A_given_face_that_is_not_finite_is_refused_and_spoils_no_later_frame()
    {
        CharacterModel character = RandomCharacter.Create(seed: 23);
        using var poser = new StudentPoser(character);
        PosedFrame expected = new(), actual = new();
        poser.Render(Pose.Rest, expected);
        float[] picture = new float[4 * CharacterPicture.Size * CharacterPicture.Size];
        picture.AsSpan().Fill(float.NaN);
        Assert.Throws<BadInputException>(() => poser.RenderBody(Pose.Rest, picture, actual));
        poser.Render(Pose.Rest, actual);

        Assert.Equal(expected.Blended, actual.Blended);
    }

    private static void AssertRefused(string key, int index, float value, SimdWidth width, SupportMask? mask)
    {
        CharacterModel character = RandomCharacter.Create(seed: 21);
        character.Weights.Body[key].Values[index] = value;
        using var poser = new StudentPoser(character, new StudentPoserOptions { Simd = width }) { Mask = mask };
        BadInputException refusal = Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, new PosedFrame()));
        Assert.Contains(character.Name, refusal.Message, StringComparison.Ordinal);
    }
}
