using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// <c>run.lease</c>: which process trains a run, with a count that it raises every second. It can be read without the lock, and it keeps a second process away
/// where file locks do nothing. No clock of another process is believed: a process of this machine is asked for, and the count of another one is watched.
/// </summary>
internal sealed class RunLease : IDisposable
{
    private const int MaxBytes = 1 << 16;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>What this process saw of the leases of other machines, and when by its own clock.</summary>
    private static readonly ConcurrentDictionary<string, (Content Content, long Since)> Seen = new(StringComparer.Ordinal);

    private readonly RunFolder _run;
    private readonly Timer _timer;
    private Content _content;

    private RunLease(RunFolder run, Content content)
    {
        _run = run;
        _content = content;
        _timer = new Timer(_ => Beat(), null, BeatEvery, BeatEvery);
    }

    /// <summary>A lease that stays silent for this long has ended.</summary>
    public static TimeSpan LongestSilence { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes the lease of a run whose lock this process has.</summary>
    /// <param name="run">The run.</param>
    /// <param name="locksWork">Whether the lock keeps others away.</param>
    /// <param name="silence">See <see cref="LongestSilence"/>.</param>
    /// <param name="stop">Ends the wait for another process.</param>
    /// <exception cref="BadInputException">Another process has it.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static RunLease Take(RunFolder run, bool locksWork, TimeSpan silence, CancellationToken stop)
    {
        if (Watch(run, silence, stop))
        {
            throw Taken(run, null);
        }

        var content = new Content(Guid.NewGuid().ToString("N"), ProcessIdentity.Current, 0);
        Write(run, content);
        if (!locksWork)
        {
            // Of two that came at once, the last that wrote stays.
            Pause(BeatEvery, stop);
            if (Read(run) is { } now && now.Id != content.Id)
            {
                throw Taken(run, null);
            }
        }

        return new RunLease(run, content);
    }

    /// <summary>Whether a process trains a run, as far as can be told at once: the lease of another machine counts until it was silent for long enough.</summary>
    public static bool IsHeld(RunFolder run)
    {
        if (Read(run) is not { } lease)
        {
            return false;
        }

        if (lease.Process.IsAlive() is { } isAlive)
        {
            return isAlive;
        }

        (_, long since) = Seen.AddOrUpdate(
            run.Lease, _ => (lease, Stopwatch.GetTimestamp()), (_, seen) => seen.Content == lease ? seen : (lease, Stopwatch.GetTimestamp()));
        return Stopwatch.GetElapsedTime(since) < LongestSilence;
    }

    /// <summary>Whether a process trains a run: watches a lease of another machine until it is raised, or was silent for long enough.</summary>
    public static bool Watch(RunFolder run, TimeSpan silence, CancellationToken stop)
    {
        if (Read(run) is not { } first)
        {
            return false;
        }

        if (first.Process.IsAlive() is { } isAlive)
        {
            return isAlive;
        }

        long start = Stopwatch.GetTimestamp();
        Content? latest = first;
        while (latest == first && Stopwatch.GetElapsedTime(start) < silence)
        {
            Pause(TimeSpan.FromMilliseconds(100), stop);
            latest = Read(run);
        }

        return latest is not null && latest != first;
    }

    /// <summary>What to tell who wants to train a run that another process trains.</summary>
    public static BadInputException Taken(RunFolder run, Exception? cause)
    {
        string who = Read(run) is not { Process: { } process } ? string.Empty
            : process.Machine == ProcessIdentity.Current.Machine ? $" (process {process.Number})"
            : $" (process {process.Number} on {process.Host})";
        string message = $"{run.Path}: another process{who} is training this run. Wait for it or stop it; bunraku distiller status shows how far it is.";
        return cause is null ? new BadInputException(message) : new BadInputException(message, cause);
    }

    public void Dispose()
    {
        using (var ended = new ManualResetEvent(false))
        {
            if (_timer.Dispose(ended))
            {
                ended.WaitOne();
            }
        }

        try
        {
            File.Delete(_run.Lease);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // This process is no longer asked for once it has ended.
        }
    }

    /// <summary>Waits before another look at a file: neither locks nor files of other machines raise an event.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    internal static void Pause(TimeSpan time, CancellationToken stop)
    {
        stop.WaitHandle.WaitOne(time);
        stop.ThrowIfCancellationRequested();
    }

    private void Beat()
    {
        _content = _content with { Beat = _content.Beat + 1 };
        try
        {
            Write(_run, _content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next one may succeed; on this machine the process itself is asked for.
        }
    }

    private static void Write(RunFolder run, Content content)
    {
        string aside = run.Lease + ".new";
        File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(content, Json));
        PatientMove.File(aside, run.Lease, overwrite: true);
    }

    private static Content? Read(RunFolder run)
    {
        try
        {
            return File.Exists(run.Lease) ? JsonInput.Deserialize<Content>(InputFile.ReadBytes(run.Lease, Phrase.Of("the lease of a run"), MaxBytes), run.Lease, Json) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadInputException)
        {
            return null;
        }
    }

    private sealed record Content(string Id, ProcessIdentity Process, long Beat);
}
