using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Siren;
using Bunraku.Siren.Support;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>
/// Gives a character its poser. A student draws at once, computing every pixel; its support mask follows as soon as it is known. A picture is drawn by the
/// networks of the <see cref="PictureEngine"/>.
/// </summary>
/// <param name="stopping">Cancelled when the program ends.</param>
/// <param name="logger">Told of a support mask that could not be found.</param>
/// <param name="arithmetic">How live frames of the next character are to be computed; <see cref="Arithmetic.Auto"/> if not given.</param>
/// <param name="pictures">What poses pictures without training; null where nothing does.</param>
public sealed partial class Casting(ILogger<Casting> logger, CancellationToken stopping, Func<Arithmetic>? arithmetic = null, PictureEngine? pictures = null) : IDisposable
{
    // One core, and one character at a time, so that the frames of the meantime still flow.
    private static readonly StudentPoserOptions Search = new() { Threads = 1 };
    private readonly SemaphoreSlim _searching = new(1);

    /// <summary>An actor that can be drawn. For a picture, it takes as long as loading the networks does, where no stage has them yet.</summary>
    /// <exception cref="BadInputException">Nothing poses the picture: the networks are missing or wrong, or this program has none.</exception>
    public Actor Cast(StageCharacter character) => character switch
    {
        CharacterModel student => CastStudent(student),
        PosedPicture picture when pictures is not null => new Actor(picture, pictures.Open(picture)),
        _ => throw new BadInputException($"{character.Name} is a picture without a student, and this program has no networks that pose it. Train a student, or open it in Bunraku Studio."),
    };

    /// <inheritdoc/>
    public void Dispose() => _searching.Dispose();

    private Actor CastStudent(CharacterModel character)
    {
        StudentPoser poser = PoserOf(character, arithmetic?.Invoke() ?? Arithmetic.Auto);
        var actor = new Actor(character, poser) { Arithmetic = poser.ChooseArithmetic() };
        if (SupportMask.TryLoad(character) is { } mask)
        {
            actor.Limit(mask);
        }
        else
        {
            _ = Task.Run(() => FindMaskAsync(actor, character));
        }

        return actor;
    }

    private StudentPoser PoserOf(CharacterModel character, Arithmetic wanted)
    {
        var poser = new StudentPoser(character, new StudentPoserOptions { Arithmetic = wanted });
        try
        {
            poser.ChooseArithmetic();
            return poser;
        }
        catch (BadInputException refusal)
        {
            poser.Dispose();
            LogFloatingPoint(logger, character.Name, refusal.Message);
            return new StudentPoser(character, new StudentPoserOptions { Arithmetic = Arithmetic.FloatingPoint });
        }
    }

    private async Task FindMaskAsync(Actor actor, CharacterModel character)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(actor.Gone, stopping);
        try
        {
            await _searching.WaitAsync(ended.Token);
            try
            {
                actor.Limit(StudentPoser.FindMask(character, Search, cancellation: ended.Token));
            }
            finally
            {
                _searching.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The character left the stage, or Studio stops.
        }
        catch (Exception e)
        {
            LogNoMask(logger, e, character.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The support mask of {Name} could not be found; every pixel is computed.")]
    private static partial void LogNoMask(ILogger logger, Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is drawn in floating point. {Reason}")]
    private static partial void LogFloatingPoint(ILogger logger, string name, string reason);
}
