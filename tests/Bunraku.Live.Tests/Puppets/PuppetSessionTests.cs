using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Live.Trackers;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.Doctor;
using Bunraku.TestSupport;

namespace Bunraku.Live.Tests.Puppets;

public sealed class PuppetSessionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = PhoneFake.FreePort();
    private TestPuppets _studio = null!;

    private PuppetSession Session => _studio.Session;

    public ValueTask InitializeAsync()
    {
        _studio = new TestPuppets(_folder.Path);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Character_brings_its_own_settings_and_others_keep_theirs()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        float[] values = [.. koito.Picture.Values];
        values[0] = 0.5f;
        var other = new CharacterModel("other", new CharacterPicture(values), koito.Weights);
        Session.Stage.Show(new Actor(koito, new PoserFake()));
        Session.Change(settings => settings with { BreathsPerMinute = 11 });
        Session.SetOwnSettings(true);
        Session.Change(settings => settings with { BreathsPerMinute = 22 });

        Session.Stage.Show(new Actor(other, new PoserFake()));
        Assert.False(Session.HasOwnSettings);
        Assert.Equal(11, Session.Settings.BreathsPerMinute);

        Session.Stage.Show(new Actor(koito, new PoserFake()));
        Assert.True(Session.HasOwnSettings);
        Assert.Equal(22, Session.Settings.BreathsPerMinute);

        Session.SetOwnSettings(false);
        Assert.Equal(11, Session.Settings.BreathsPerMinute);
    }

    [Fact]
    public async Task Character_breathes_before_any_packet()
    {
        await Until.TrueAsync(() => Session.Stage.Pose["breathing"] > 0.1f, "a breath");

        Assert.Equal(0f, Session.Stage.Pose["mouth_aaa"]);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Phone_moves_the_character_is_lost_and_found_again()
    {
        await Session.StartAsync(Sources());
        await using (new PhoneFake(_port, PhoneFake.Talking))
        {
            await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "an open mouth");
            Assert.Equal(SourceState.Receiving, Session.Input.Active!.Statistics.State);
        }

        await Until.TrueAsync(() => Session.Input.Active!.Statistics.State == SourceState.Stale, "the phone to be missed");
        await Until.TrueAsync(() => !IsTalking(Session.Stage.Pose), "the way to rest");
        Assert.Equal(FindingKind.Stale, Assert.Single(DoctorReport.Of(Session.Input, [])).Kind);

        await using (new PhoneFake(_port, PhoneFake.Talking))
        {
            await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "the face again");
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Taken_port_is_one_clear_message_and_is_used_as_soon_as_it_is_free()
    {
        using (var other = new UdpClient(AddressFamily.InterNetworkV6))
        {
            other.Client.DualMode = true;
            other.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, _port));
            await Session.StartAsync(Sources());
            await Until.TrueAsync(() => Session.Input.Active!.Statistics.State == SourceState.PortInUse, "the refusal");
            Finding finding = Assert.Single(DoctorReport.Of(Session.Input, []));
            Assert.Equal(FindingKind.PortInUse, finding.Kind);
            Assert.Contains(_port.ToString(System.Globalization.CultureInfo.InvariantCulture), finding.Message.ToString(), StringComparison.Ordinal);
        }

        await using var phone = new PhoneFake(_port, PhoneFake.Talking);
        await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "an open mouth");
        Assert.Equal(ConnectionSeverity.Good, Assert.Single(DoctorReport.Of(Session.Input, [])).Severity);
    }

    [Fact]
    public async Task Settings_act_at_once_and_are_there_after_a_restart()
    {
        await Session.StartAsync(Sources());
        await using var phone = new PhoneFake(_port, PhoneFake.Talking);
        await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "an open mouth");
        Session.Change(s => s with { Converter = s.Converter with { JawOpenMin = 0.99, JawOpenMax = 0.98 } });
        await Until.TrueAsync(() => !IsTalking(Session.Stage.Pose), "the mouth to stay closed");
        await _studio.DisposeAsync();

        _studio = new TestPuppets(_folder.Path);

        Assert.Equal(0.99, Session.Settings.Converter.JawOpenMin);
        Assert.Null(Session.SettingsProblem);
    }

    [Fact]
    public async Task Settings_file_that_cannot_be_read_is_told_and_the_defaults_hold()
    {
        await _studio.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "ifacialmocap-puppet.json"), "{ \"converter\": 7 }", TestContext.Current.CancellationToken);

        _studio = new TestPuppets(_folder.Path);

        Assert.Equal(PuppetKind.Phone.Defaults, Session.Settings);
        Assert.Contains("ifacialmocap-puppet.json", Session.SettingsProblem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_saved_are_told()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "ifacialmocap-puppet.json")); // In the way of the file.

        Session.Change(s => s with { IsMirrored = true });

        await Until.TrueAsync(() => Session.SettingsProblem is not null, "the problem");
        Assert.Contains("cannot be saved", Session.SettingsProblem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_apps_are_listened_for_silence_and_taken_ports_are_told_once()
    {
        await Session.StartAsync([new TestSource("iFacialMocap", SourceState.Waiting), new TestSource("VMC", SourceState.Waiting)]);
        Finding silence = Assert.Single(DoctorReport.Of(Session.Input, [new LocalAddress(System.Net.IPAddress.Parse("192.168.0.10"), 24, "wifi", HasGateway: true)]), finding => finding.Kind == FindingKind.NoPackets);
        Assert.Contains("iFacialMocap, VMC", silence.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("192.168.0.10", silence.Message.ToString(), StringComparison.Ordinal);

        await Session.StartAsync([new TestSource("iFacialMocap", SourceState.PortInUse), new TestSource("VMC", SourceState.PortInUse)]);
        Finding taken = Assert.Single(DoctorReport.Of(Session.Input, []));
        Assert.Equal((FindingKind.PortInUse, ConnectionSeverity.Problem), (taken.Kind, taken.Severity));
        Assert.Contains("UDP 7 (iFacialMocap), UDP 7 (VMC)", taken.Message.ToString(), StringComparison.Ordinal);

        await Session.StartAsync([new TestSource("iFacialMocap", SourceState.Waiting), new TestSource("VMC", SourceState.PortInUse)]);
        Assert.Equal(ConnectionSeverity.Warning, Assert.Single(DoctorReport.Of(Session.Input, []), finding => finding.Kind == FindingKind.PortInUse).Severity);
    }

    [Fact]
    public async Task Calibration_needs_a_face_and_makes_its_head_the_middle()
    {
        Assert.False(Session.TryCalibrate());
        await Session.StartAsync(Sources());
        await using var phone = new PhoneFake(_port, PhoneFake.Talking);
        await Until.TrueAsync(() => Math.Abs(Session.Stage.Pose["head_y"]) > 0.3f, "a turned head");

        Assert.True(Session.TryCalibrate());

        await Until.TrueAsync(() => Math.Abs(Session.Stage.Pose["head_y"]) < 0.05f, "a head that looks forward");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Recording_is_played_in_place_of_the_phone_and_ends_by_itself()
    {
        await Session.StartAsync(Sources());
        await using (new PhoneFake(_port, PhoneFake.Talking))
        {
            await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "an open mouth");
            Session.Recorder.Start();
            await Until.TrueAsync(() => Session.Recorder.Count >= 30, "a few faces");
            Session.Recorder.Stop();
        }

        await Session.StopAsync();
        FileInfo recording = Assert.Single(Session.Recorder.Folder.List());
        FaceRecordingSummary summary = await FaceRecordingSummary.ReadAsync(recording.FullName, TestContext.Current.CancellationToken);
        Assert.True(summary.FaceCount >= 30, $"{summary.FaceCount} faces");
        await Until.TrueAsync(() => !IsTalking(Session.Stage.Pose), "the way to rest");

        await Session.PlayAsync(recording.FullName, repeats: false);
        await Until.TrueAsync(() => IsTalking(Session.Stage.Pose), "the recorded mouth");
        await Until.TrueAsync(() => !Session.IsRunning, "the end of the recording");
    }

    [Fact]
    public async Task Stop_ends_the_recording_and_one_without_faces_is_not_kept()
    {
        await Session.StartAsync(Sources());
        Session.Recorder.Start();

        await Session.StopAsync();

        Assert.False(Session.Recorder.IsRecording);
        Assert.Empty(Session.Recorder.Folder.List());
    }

    [Fact]
    public async Task End_of_a_recording_does_not_stop_what_was_started_since()
    {
        IFaceSource ended = Sources()[0];
        await Session.StartAsync([ended]);
        await Session.StartAsync(Sources());

        await Session.StopIfRunningAsync(ended);

        Assert.True(Session.IsRunning);
        Assert.Same(Session.Stage, _studio.OnAir.Current);
    }

    [Fact]
    public void Changes_of_two_pages_at_once_are_both_kept()
    {
        for (int round = 0; round < 200; round++)
        {
            Session.Change(_ => Session.Kind.Defaults);
            using var together = new Barrier(2);
            Parallel.Invoke(
                () =>
                {
                    together.SignalAndWait();
                    Session.Change(s => s with { IsMirrored = !Session.Kind.Defaults.IsMirrored });
                },
                () =>
                {
                    together.SignalAndWait();
                    Session.Change(s => s with { Idle = s.Idle with { IsEnabled = !Session.Kind.Defaults.Idle.IsEnabled } });
                });

            Assert.NotEqual(Session.Kind.Defaults.IsMirrored, Session.Settings.IsMirrored);
            Assert.NotEqual(Session.Kind.Defaults.Idle.IsEnabled, Session.Settings.Idle.IsEnabled);
        }
    }

    [Fact]
    public async Task File_that_is_no_recording_is_refused_and_nothing_stops()
    {
        string path = Path.Combine(_folder.Path, "notes.txt");
        await File.WriteAllTextAsync(path, "no recording", TestContext.Current.CancellationToken);
        await Session.StartAsync(Sources());

        BadInputException refusal = await Assert.ThrowsAsync<BadInputException>(() => Session.PlayAsync(path, repeats: true));

        Assert.Contains("notes.txt", refusal.Message, StringComparison.Ordinal);
        Assert.True(Session.IsRunning);
    }

    [Fact]
    public async Task Recording_that_is_damaged_in_the_middle_is_told_with_its_line()
    {
        string path = Path.Combine(_folder.Path, "face.jsonl");
        using (FaceRecordingWriter writer = FaceRecordingWriter.Create(path, new FaceRecordingHeader("test", DateTimeOffset.UnixEpoch)))
        {
            writer.Append(PhoneFake.Talking);
        }

        await File.AppendAllTextAsync(path, "damaged\n{}\n", TestContext.Current.CancellationToken);
        await Session.PlayAsync(path, repeats: true);

        await Until.TrueAsync(() => Session.Input.Active?.Statistics.State == SourceState.Failed, "the failure");
        Finding finding = Assert.Single(DoctorReport.Of(Session.Input, []));
        Assert.Contains("line 3", finding.Message.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A source that only has a state.</summary>
    private sealed class TestSource(string name, SourceState state) : IFaceSource
    {
        public string Name => name;

        public SourceSetup Setup { get; } = new() { Protocol = TrackingProtocol.IFacialMocap, Name = name, Port = 7 };

        public SourceStatistics Statistics { get; } = new() { State = state };

        public LatestFace Latest { get; } = new();

        public Task RunAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private IReadOnlyList<IFaceSource> Sources() => Tracker.Sources(new TrackerConnection { Tracker = TrackerKind.IFacialMocap, Port = _port });

    private static bool IsTalking(Pose pose) => pose["mouth_aaa"] + pose["mouth_ooo"] + pose["mouth_iii"] + pose["mouth_uuu"] > 0.3f;
}
