using Bunraku.Core.Characters;
using Bunraku.Live.Stages;
using Bunraku.Siren;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

public sealed class CastingTests
{
    [Theory]
    [InlineData(Arithmetic.FloatingPoint)]
    [InlineData(Arithmetic.FixedPoint)]
    public void Character_that_fixed_point_cannot_hold_is_drawn_in_floating_point(Arithmetic wanted)
    {
        CharacterModel character = CharacterModel.Load(TestData.Koito);
        character.Weights.Body[StudentNetworks.Body[7].KeyPrefix + ".weight"].Values[0] = 40;
        using var casting = new Casting(NullLogger<Casting>.Instance, new CancellationToken(canceled: true), () => wanted);
        using Actor actor = casting.Cast(character);

        Assert.Equal(Arithmetic.FloatingPoint, actor.Arithmetic);
    }
}
