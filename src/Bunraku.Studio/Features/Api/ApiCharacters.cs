using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Characters;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Features.Api;

/// <summary>The characters that programs can bring onto the air.</summary>
internal sealed class ApiCharacters(CharacterLibrary library, FinishedCharacters finished, PuppetSessions puppets, Casting casting)
{
    private const string Source = "character";

    /// <summary>Every character that Studio knows; the one that comes with the program has no path.</summary>
    public IReadOnlyList<KnownCharacter> All() =>
    [
        new KnownCharacter(DefaultCharacter.Name, null),
        .. library.Recent.Concat(finished.All()).Distinct().Select(place => new KnownCharacter(CharacterModel.NameOf(place), place)),
    ];

    /// <summary>Loads the character that a JSON text names, and brings it onto the air.</summary>
    /// <exception cref="BadInputException">The text names none that can be loaded, or the page on the air shows a picture.</exception>
    public async Task<CharacterModel> ShowAsync(byte[] json, CancellationToken cancellation)
    {
        string? path = PathOf(json);
        if (await puppets.StageOnAirAsync() is not LiveStage stage)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "The full poser's page is shown, which has a picture and not a character. Open another page of Studio.");
        }

        CharacterModel character = path is null ? await library.OpenDefaultAsync(cancellation) : await library.OpenAsync(path, cancellation);
        stage.Show(await Task.Run(() => casting.Cast(character), cancellation));
        return character;
    }

    private string? PathOf(byte[] json)
    {
        using JsonInput text = JsonInput.Parse(json, Source);
        bool hasName = text.Root.TryFind("name", out JsonField name);
        bool hasPath = text.Root.TryFind("path", out JsonField path);
        if (hasName == hasPath)
        {
            throw new BadInputException($"{Source}: an object with either \"name\" or \"path\" was expected, for example {{\"name\": \"{DefaultCharacter.Name}\"}}.");
        }

        return hasPath ? path.TextOrNull ?? throw path.Unexpected("a text: the path of a character's folder") : PathOfName(name.TextOrNull ?? throw name.Unexpected("a text: the name of a character"));
    }

    private string? PathOfName(string name)
    {
        KnownCharacter[] named = [.. All().Where(known => known.Name == name)];
        return named switch
        {
            [var only] => only.Path,
            [] => throw new RefusedException(StatusCodes.Status404NotFound, $"{Source}: there is no character named {ForeignText.Quote(name)}. GET /api/characters lists all; give another one by \"path\"."),
            _ => throw new BadInputException($"{Source}: {named.Length} characters are named {ForeignText.Quote(name)}. Give \"path\" instead of \"name\"."),
        };
    }
}

/// <summary>A character that Studio knows.</summary>
internal sealed record KnownCharacter(string Name, string? Path);
