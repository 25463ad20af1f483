using System.Text.Json;
using Bunraku.Core.Characters;

namespace Bunraku.TestSupport;

/// <summary>
/// A character that looks like nothing: Koito's picture under networks whose weights are made up by recipe H. Unlike Koito's, they blend
/// colours over the warped picture.
/// </summary>
public static class MadeUpCharacter
{
    /// <summary>Its name, and that of its golden folder.</summary>
    public const string Name = "made-up";

    /// <summary>Makes it.</summary>
    public static CharacterModel Create()
    {
        using JsonDocument recipe = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "student", Name, "recipe.json")));
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        var weights = new StudentWeights(
            WeightsRecipe.Follow(recipe.RootElement.GetProperty("face_morpher"), $"{Name}/face_morpher"),
            WeightsRecipe.Follow(recipe.RootElement.GetProperty("body_morpher"), $"{Name}/body_morpher"));
        return new CharacterModel(Name, koito.Picture, weights) { SourceImage = koito.SourceImage };
    }
}
