using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;

namespace Bunraku.Core.Tests.Characters;

public sealed class CharacterHashTests
{
    private static readonly StudentWeights Weights = new(SampleCharacter.Face, SampleCharacter.Body);
    private static readonly CharacterPicture Picture = ImageConversion.ToNetwork(SampleCharacter.Picture, "x");

    [Fact]
    public void Equal_characters_have_equal_hashes_whatever_their_names()
    {
        var reordered = new StudentWeights(SampleCharacter.Face, new StateDict(SampleCharacter.Body.Entries.Reverse()));
        var first = new CharacterModel("a", Picture, Weights);
        var second = new CharacterModel("b", new CharacterPicture([.. Picture.Values]), reordered);

        Assert.Equal(first.ContentHash, second.ContentHash);
        Assert.Matches("^[0-9a-f]{64}$", first.ContentHash);
    }

    [Fact]
    public void One_weight_changes_the_hash_and_so_does_one_pixel()
    {
        var original = new CharacterModel("a", Picture, Weights);

        float[] bias = [.. SampleCharacter.Face["siren.last_linear.bias"].Values];
        bias[3] += 1e-6f;
        StateDict face = SampleCharacter.With(SampleCharacter.Face, "siren.last_linear.bias", new Tensor([4], bias));
        var otherWeight = new CharacterModel("a", Picture, Weights with { Face = face });

        float[] values = [.. Picture.Values];
        values[^1] = 0.5f;
        var otherPixel = new CharacterModel("a", new CharacterPicture(values), Weights);

        Assert.NotEqual(original.ContentHash, otherWeight.ContentHash);
        Assert.NotEqual(original.ContentHash, otherPixel.ContentHash);
    }
}
