using Bunraku.Core.Characters;
using Bunraku.Siren;

namespace Bunraku.Studio.Features.Frames;

/// <summary>Gives a character its poser.</summary>
internal static class Casting
{
    /// <summary>An actor that can be drawn at once; its support mask follows when it is known.</summary>
    public static Actor Cast(CharacterModel character) => new(character, new StudentPoser(character));
}
