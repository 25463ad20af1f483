using Bunraku.Core.Characters;
using Bunraku.Core.Errors;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The character that comes with the program: a student of the rig. Her files are in <c>assets/characters/koito</c>; every build copies them to the program's folder.</summary>
public static class DefaultCharacter
{
    /// <summary>What she is called, and the last part of <see cref="Folder"/>.</summary>
    public const string Name = "Koito";

    /// <summary>One for all pages, which compare characters by identity. A failure is not kept: the next page tries again.</summary>
    private static readonly Lazy<CharacterModel> Loaded = new(Load, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Where her files are.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "characters", Name);

    /// <summary>Her, loaded when first wanted. She has no place on the disk: nobody is asked to keep changes in the program's folder.</summary>
    /// <exception cref="BadInputException">Her files are gone or damaged.</exception>
    internal static CharacterModel Model => Loaded.Value;

    private static CharacterModel Load()
    {
        CharacterModel model;
        try
        {
            model = CharacterModel.Load(Folder);
        }
        catch (BadInputException exception)
        {
            throw new BadInputException($"{exception.Phrase} {Name} comes with the program: unpack the download again, or build again.");
        }

        return new CharacterModel(Name, model.Picture, model.Weights) { SourceImage = model.SourceImage, Credits = model.Credits, FileSizes = model.FileSizes };
    }
}
