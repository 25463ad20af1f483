using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Siren;
using Bunraku.Siren.Support;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>Gives a character its poser: at once, computing every pixel; its support mask follows as soon as it is known.</summary>
/// <param name="stopping">Cancelled when the program ends.</param>
/// <param name="logger">Told of a support mask that could not be found.</param>
/// <param name="arithmetic">How live frames of the next character are to be computed; <see cref="Arithmetic.Auto"/> if not given.</param>
public sealed partial class Casting(ILogger<Casting> logger, CancellationToken stopping, Func<Arithmetic>? arithmetic = null) : IDisposable
{
    // One core, and one character at a time, so that the frames of the meantime still flow.
    private static readonly StudentPoserOptions Search = new() { Threads = 1 };
    private readonly SemaphoreSlim _searching = new(1);

    /// <summary>An actor that can be drawn.</summary>
    public Actor Cast(CharacterModel character)
    {
        StudentPoser poser = PoserOf(character, arithmetic?.Invoke() ?? Arithmetic.Auto);
        var actor = new Actor(character, poser) { Arithmetic = poser.ChooseArithmetic() };
        if (SupportMask.TryLoad(character) is { } mask)
        {
            actor.Limit(mask);
        }
        else
        {
            _ = Task.Run(() => FindMaskAsync(actor));
        }

        return actor;
    }

    /// <inheritdoc/>
    public void Dispose() => _searching.Dispose();

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

    private async Task FindMaskAsync(Actor actor)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(actor.Gone, stopping);
        try
        {
            await _searching.WaitAsync(ended.Token);
            try
            {
                actor.Limit(StudentPoser.FindMask(actor.Character, Search, cancellation: ended.Token));
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
            LogNoMask(logger, e, actor.Character.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The support mask of {Name} could not be found; every pixel is computed.")]
    private static partial void LogNoMask(ILogger logger, Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is drawn in floating point. {Reason}")]
    private static partial void LogFloatingPoint(ILogger logger, string name, string reason);
}
