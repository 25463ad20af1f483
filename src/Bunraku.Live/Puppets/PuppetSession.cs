using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Live.Expressions;
using Bunraku.Live.Stages;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Puppets;

/// <summary>
/// A face that moves a character: sources, the driver that makes poses of their faces, and the stage that shows them. It belongs to no page: it continues when
/// the page is closed, and several pages show the same one. A face is posed as soon as it arrives; without one the character breathes and blinks.
/// </summary>
public sealed partial class PuppetSession : IAsyncDisposable
{
    private static readonly TimeSpan IdleTick = TimeSpan.FromMilliseconds(33);

    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _changing = new();
    private readonly SemaphoreSlim _switching = new(1);
    private readonly Lock _posing = new();
    private readonly PuppetSettingsStore _store;
    private readonly PuppetDriver _driver;
    private readonly Func<StageCharacter?> _first;
    private readonly Casting _casting;
    private readonly OnAir _onAir;
    private readonly ExpressionMixer _expressions;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private TimeSpan? _followedAt;
    private volatile bool _ended;

    internal PuppetSession(PuppetKind kind, LiveStage stage, Func<StageCharacter?> first, Casting casting, OnAir onAir, ExpressionMixer expressions, RecordingFolder recordings, string? settingsFolder, ILogger<PuppetSession> logger)
    {
        Kind = kind;
        Stage = stage;
        _first = first;
        _casting = casting;
        _onAir = onAir;
        _expressions = expressions;
        _logger = logger;
        _store = new PuppetSettingsStore(kind, settingsFolder, logger);
        _store.ProblemChanged += () => Changed?.Invoke();
        _driver = new PuppetDriver(Input.Latest, _store.Loaded);
        Recorder = new PuppetRecorder(Input, recordings);
        Input.Latest.Published += Follow;
        _expressions.Moved += Wake;
        stage.CharacterChanged += Meet;
        _thread = new Thread(Run) { IsBackground = true, Name = "puppet " + kind.Name };
        _thread.Start();
    }

    /// <summary>Raised, on any thread, when the settings or the sources have changed.</summary>
    public event Action? Changed;

    /// <summary>Which of the puppeteers it is.</summary>
    public PuppetKind Kind { get; }

    /// <summary>Where the character is shown; it stays the same as long as Studio runs.</summary>
    public LiveStage Stage { get; }

    /// <summary>The sources and their newest face.</summary>
    public PuppetInput Input { get; } = new();

    /// <summary>Records what the sources bring.</summary>
    public PuppetRecorder Recorder { get; }

    /// <summary>The settings; change them by <see cref="Change"/>.</summary>
    public PuppetSettings Settings => _driver.Settings;

    /// <summary>Why the settings could not be read or saved, or null.</summary>
    public Phrase? SettingsProblem => _store.Problem;

    /// <summary>What the driver has done.</summary>
    public PuppetStatus Status => _driver.Status;

    /// <summary>Whether sources were started.</summary>
    public bool IsRunning => Input.Sources.Count > 0;

    /// <summary>Changes the settings, at once, and saves them.</summary>
    public void Change(Func<PuppetSettings, PuppetSettings> change)
    {
        bool isNews;
        lock (_changing)
        {
            PuppetSettings changed = change(_driver.Settings);
            isNews = changed != _driver.Settings;
            if (isNews)
            {
                _driver.Settings = changed;
                _store.Keep(changed);
            }
        }

        Settled(isNews);
    }

    /// <summary>Whether the character has its own settings, which come back with it.</summary>
    public bool HasOwnSettings => _store.IsOwn;

    /// <summary>Gives the character its own settings, or takes them away.</summary>
    public void SetOwnSettings(bool isOwn)
    {
        if (Stage.Character is not { } character)
        {
            return;
        }

        lock (_changing)
        {
            _driver.Settings = _store.SetOwn(character.ContentHash, isOwn, _driver.Settings) ?? _driver.Settings;
        }

        Settled(isNews: true);
    }

    /// <summary>Takes the head as it is now for one that looks forward; false where no face was found yet.</summary>
    public bool TryCalibrate()
    {
        bool calibrated;
        lock (_changing)
        {
            calibrated = _driver.TryCalibrate();
            if (calibrated)
            {
                _store.Keep(_driver.Settings);
            }
        }

        Settled(calibrated);
        return calibrated;
    }

    /// <summary>What the microphone hears now.</summary>
    public void Hear(VoiceMouth? voice) => _driver.Hear(voice);

    /// <summary>Starts sources in place of those that run, and takes the overlay.</summary>
    public async Task StartAsync(IReadOnlyList<IFaceSource> sources)
    {
        await _switching.WaitAsync();
        try
        {
            await StopSourcesAsync();
            foreach (IFaceSource source in sources)
            {
                Input.Start(source);
            }

            _onAir.Start(Stage);
        }
        finally
        {
            _switching.Release();
        }

        Changed?.Invoke();
    }

    /// <summary>Plays a recording in place of the sources that run; without repeating it stops after the last face.</summary>
    /// <exception cref="BadInputException">There is no such file, or it is not a recording.</exception>
    public async Task PlayAsync(string path, bool repeats)
    {
        using (await FaceRecordingReader.OpenAsync(path))
        {
            // It begins like a recording.
        }

        await StartAsync([new RecordingSource(path, repeats)]);
    }

    /// <summary>Stops all sources and ends the recording; the character comes to rest.</summary>
    /// <exception cref="BadInputException">The end of the recording could not be written.</exception>
    public Task StopAsync() => StopIfRunningAsync(source: null);

    /// <summary>Stops all sources if this one still runs: another start may have come first.</summary>
    /// <param name="source">The one that has ended; null for any.</param>
    internal async Task StopIfRunningAsync(IFaceSource? source)
    {
        await _switching.WaitAsync();
        try
        {
            if (source is not null && !Input.Sources.Contains(source))
            {
                return;
            }

            await StopSourcesAsync();
            _onAir.Stop(Stage);
        }
        finally
        {
            _switching.Release();
        }

        Changed?.Invoke();
        Recorder.Stop();
    }

    /// <summary>Brings the character to begin with onto the stage, if there is none yet. One that nothing can pose any more is left out, and the log says why.</summary>
    public async Task EnsureCharacterAsync()
    {
        if (Stage.Character is null && _first() is { } character)
        {
            try
            {
                Stage.Show(await Task.Run(() => _casting.Cast(character)));
            }
            catch (BadInputException e)
            {
                LogNotCast(_logger, character.Name, e.Message);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended = true;
        _expressions.Moved -= Wake;
        Stage.CharacterChanged -= Meet;
        _wake.Set();
        _thread.Join();
        Recorder.Dispose();
        await Input.DisposeAsync();
        _store.Dispose();
        _switching.Dispose();
        _wake.Dispose();
    }

    private void Meet()
    {
        bool isNews;
        lock (_changing)
        {
            PuppetSettings? own = _store.Meet(Stage.Character);
            isNews = own is not null;
            _driver.Settings = own ?? _driver.Settings;
        }

        Settled(isNews);
    }

    private async Task StopSourcesAsync()
    {
        foreach (IFaceSource source in Input.Sources)
        {
            try
            {
                await Input.StopAsync(source);
            }
            catch (Exception e)
            {
                LogSource(_logger, e, source.Name); // The others stop all the same.
            }
        }
    }

    private void Settled(bool isNews)
    {
        if (isNews)
        {
            _wake.Set();
            Changed?.Invoke();
        }
    }

    /// <summary>Poses a face on the thread that received it: it has no further thread to wait for.</summary>
    private void Follow(FacePose face)
    {
        if (!_ended)
        {
            TakePose(isOfFace: true);
        }
    }

    private void Wake() => _wake.Set();

    /// <summary>Breathes and blinks while no face comes: a face brings its own pose.</summary>
    private void Run()
    {
        IFaceSource? stopping = null;
        bool isWoken = true;
        while (!_ended)
        {
            if (isWoken || !HasJustFollowed())
            {
                TakePose();
            }

            isWoken = _wake.WaitOne(IdleTick);
            if (Input.Active is RecordingSource { HasEnded: true } ended && ended != stopping)
            {
                stopping = ended;
                _ = StopIfRunningAsync(ended);
            }
        }
    }

    private bool HasJustFollowed()
    {
        lock (_posing)
        {
            return _followedAt is { } at && Input.Now - at < IdleTick;
        }
    }

    private void TakePose(bool isOfFace = false)
    {
        try
        {
            lock (_posing)
            {
                TimeSpan now = Input.Now;
                _followedAt = isOfFace ? now : _followedAt;
                DrivenPose driven = _driver.PoseAt(now);
                Stage.Feed.Take(new Cue(_expressions.Apply(driven.Pose), driven.FaceArrival));
            }
        }
        catch (Exception e)
        {
            // The thread must live on: another face or setting may well give a pose.
            LogFailure(_logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A face could not be made into a pose.")]
    private static partial void LogFailure(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} cannot be shown: {Reason}")]
    private static partial void LogNotCast(ILogger logger, string name, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tracker {Name} has failed.")]
    private static partial void LogSource(ILogger logger, Exception exception, string name);
}
