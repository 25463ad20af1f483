using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Live.Stages;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>A character without networks, for what does not pose it.</summary>
internal static class TestCharacter
{
    public static CharacterModel Create(string name = "mika") =>
        new(name, new CharacterPicture(new float[4 * CharacterPicture.Size * CharacterPicture.Size]), new StudentWeights(new StateDict([]), new StateDict([])));

    public static Actor Actor(PoserFake poser) => new(Create(), poser);
}
