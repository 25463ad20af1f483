using System.Numerics;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Conversion.Files;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;

namespace Bunraku.Mocap.Tests.Recording;

public sealed class FaceRecordingTests : IDisposable
{
    private static readonly FaceRecordingHeader Header = new("a test", new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku").FullName;

    private string RecordingPath => Path.Combine(_folder, "face.jsonl");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Faces_survive_recording_bit_for_bit_with_times_from_zero()
    {
        FacePose[] faces = [.. MadeUpFaces.Performance(50), new FacePose(FacePose.Neutral.Weights)
        {
            IsFaceFound = false,
            LeftEyeRotation = new EulerAngles(0.1, -0.2, 1e-17),
            HeadPosition = new Vector3(0.1f, -2, 3),
            Timestamp = TimeSpan.FromTicks(12_345_678_901),
        }];
        Record([.. faces.Select(face => face.At(face.Timestamp + TimeSpan.FromHours(5)))]);

        using FaceRecordingReader reader = await FaceRecordingReader.OpenAsync(RecordingPath, Stop);
        FacePose[] read = await reader.ReadFacesAsync(Stop).ToArrayAsync(Stop);

        Assert.Equal(Header, reader.Header);
        Assert.False(reader.IsTorn);
        Assert.Equal(faces.Length, read.Length);
        foreach ((FacePose expected, FacePose actual) in faces.Zip(read))
        {
            Assert.Equal(expected.Weights, actual.Weights);
            Assert.Equal(
                (expected.HeadRotation, expected.LeftEyeRotation, expected.RightEyeRotation, expected.HeadPosition, expected.IsFaceFound, expected.Timestamp),
                (actual.HeadRotation, actual.LeftEyeRotation, actual.RightEyeRotation, actual.HeadPosition, actual.IsFaceFound, actual.Timestamp));
        }
    }

    [Fact]
    public async Task A_recording_cut_off_anywhere_gives_all_whole_faces()
    {
        Record([.. MadeUpFaces.Performance(3)]);
        byte[] whole = await File.ReadAllBytesAsync(RecordingPath, Stop);
        int header = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = header; length <= whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(RecordingPath, whole[..length], Stop);
            int complete = whole.AsSpan(header..length).Count((byte)'\n');
            using FaceRecordingReader reader = await FaceRecordingReader.OpenAsync(RecordingPath, Stop);
            int count = await reader.ReadFacesAsync(Stop).CountAsync(Stop);
            Assert.InRange(count, complete, complete + 1);
            Assert.Equal(count == complete && length > 0 && whole[length - 1] != '\n', reader.IsTorn);
        }
    }

    [Fact]
    public async Task A_recording_can_be_read_while_it_is_written()
    {
        using FaceRecordingWriter writer = FaceRecordingWriter.Create(RecordingPath, Header);
        foreach (FacePose face in MadeUpFaces.Performance(150))
        {
            Assert.True(writer.Append(face));
        }

        Assert.False(writer.Append(FacePose.Neutral));
        Assert.Equal(150, writer.Count);
        Assert.InRange(await FaceRecordingReader.ReadAllAsync(RecordingPath, Stop).CountAsync(Stop), 100, 150);
    }

    [Fact]
    public void An_existing_recording_is_not_replaced_unless_that_is_asked_for()
    {
        Record([FacePose.Neutral]);
        Assert.Contains("exists", Assert.Throws<BadInputException>(() => FaceRecordingWriter.Create(RecordingPath, Header)).Message, StringComparison.Ordinal);
        FaceRecordingWriter.Create(RecordingPath, Header, replace: true).Dispose();
        Assert.Throws<BadInputException>(() => FaceRecordingWriter.Create(Path.Combine(_folder, "no", "such", "folder"), Header));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello\n", "is not a face recording: its first line is not JSON")]
    [InlineData("{\"a\":1}\n", "says nothing")]
    [InlineData("{\"format\":\"bunraku-faces/9\"}\n", "but says \"bunraku-faces/9\"")]
    [InlineData("{\"format\":\"bunraku-faces/1\"}\n", "line 1: there is no list \"weights\"")]
    [InlineData("{\"format\":\"bunraku-faces/1\",\"weights\":[]}\n{\"w\":[]}\n", "line 2: there is no time \"t\"")]
    [InlineData("{\"format\":\"bunraku-faces/1\",\"weights\":[\"jawOpen\"]}\n{\"t\":0,\"w\":[1]}\n{\"t\":1,\"w\":[]}\n", "line 3: there should be 1 weights, as the first line says, but there are 0")]
    [InlineData("{\"format\":\"bunraku-faces/1\",\"weights\":[]}\n{\"t\":0,\"w\":[],\"head\":[1]}\n", "line 2: head must be three numbers, but has 1")]
    [InlineData("{\"format\":\"bunraku-faces/1\",\"weights\":[]}\n{\"t\":1,\"w\":[]}\n{\"t\":0,\"w\":[]}\n", "line 3: the time goes back from 1 to 0 seconds")]
    [InlineData("{\"format\":\"bunraku-faces/1\",\"weights\":[]}\n{\"t\":0,\"w\"\n{\"t\":1,\"w\":[]}\n", "line 2 is not a JSON object")]
    public async Task A_foreign_or_damaged_file_is_reported_with_its_line(string text, string message)
    {
        await File.WriteAllTextAsync(RecordingPath, text, Stop);
        BadInputException problem = await Assert.ThrowsAsync<BadInputException>(async () => await FaceRecordingReader.ReadAllAsync(RecordingPath, Stop).CountAsync(Stop));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(RecordingPath, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_file_without_lines_is_refused_and_a_missing_one_named()
    {
        await File.WriteAllBytesAsync(RecordingPath, new byte[1 << 20], Stop);
        Assert.Contains("not a face recording", (await Assert.ThrowsAsync<BadInputException>(() => FaceRecordingReader.OpenAsync(RecordingPath, Stop))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<BadInputException>(() => FaceRecordingReader.OpenAsync(RecordingPath + "x", Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_are_found_by_the_names_of_the_first_line()
    {
        await File.WriteAllTextAsync(RecordingPath, "{\"format\":\"bunraku-faces/1\",\"weights\":[\"newShape\",\"jawOpen\"]}\n{\"t\":2.5,\"w\":[0.9,0.25]}", Encoding.UTF8, Stop);
        FacePose face = await FaceRecordingReader.ReadAllAsync(RecordingPath, Stop).SingleAsync(Stop);
        Assert.Equal(0.25, face[Blendshape.JawOpen]);
        Assert.Equal(0.25, face.Weights.ToArray().Sum());
    }

    [Fact]
    public async Task A_summary_tells_rate_gaps_and_channels_that_never_move()
    {
        Record([.. MadeUpFaces.Performance(61), .. MadeUpFaces.Performance(60).Select(face => face.At(face.Timestamp + TimeSpan.FromSeconds(3)))]);
        FaceRecordingSummary summary = await FaceRecordingSummary.ReadAsync(RecordingPath, Stop);

        Assert.Equal(Header, summary.Header);
        Assert.Equal((121, 0), (summary.FaceCount, summary.LostCount));
        Assert.Equal(3 + (59 / 60.0), summary.Duration.TotalSeconds, 1e-6);
        Assert.Equal(1 / 60.0, summary.MedianInterval.TotalSeconds, 1e-6);
        FaceRecordingGap gap = Assert.Single(summary.Gaps);
        Assert.Equal((1, 2), (Math.Round(gap.Start.TotalSeconds, 3), Math.Round(gap.Length.TotalSeconds, 3)));
        Assert.Contains("tongueOut", summary.StillChannels);
        Assert.DoesNotContain("jawOpen", summary.StillChannels);
        Assert.DoesNotContain("headX", summary.StillChannels);
        Assert.False(summary.IsTorn);
    }

    [Fact]
    public async Task An_empty_recording_has_an_empty_summary()
    {
        await File.WriteAllTextAsync(RecordingPath, "{\"format\":\"bunraku-faces/1\",\"weights\":[]}\n", Stop);
        FaceRecordingSummary summary = await FaceRecordingSummary.ReadAsync(RecordingPath, Stop);
        Assert.Equal((0, 0.0, FaceChannels.Count), (summary.FaceCount, summary.Rate, summary.StillChannels.Length));
    }

    [Fact]
    public async Task A_replay_keeps_the_recorded_times_at_any_speed()
    {
        FacePose[] faces = [At(7), At(7.1), At(8), At(8)];
        var clock = new SteppingClock();
        TimeSpan begin = FaceClock.TimeOf(clock);
        List<FacePose> played = [];
        Task replay = PlayAsync(played, faces.ToAsyncEnumerable(), clock, speed: 2, Stop);
        List<double> arrivals = [];
        for (int step = 0; !replay.IsCompleted && step < 10_000; step++)
        {
            while (arrivals.Count < played.Count)
            {
                arrivals.Add((FaceClock.TimeOf(clock) - begin).TotalSeconds);
            }

            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await replay;
        Assert.Equal(4, played.Count);
        Assert.Equal(begin + TimeSpan.FromSeconds(0.5), played[^1].Timestamp);
        Assert.InRange(arrivals[1], 0.05, 0.4);
    }

    [Fact]
    public async Task A_gap_of_sixty_days_is_waited_for()
    {
        var clock = new SteppingClock();
        List<FacePose> played = [];
        Task replay = PlayAsync(played, new[] { At(0), At(60 * 86_400.0) }.ToAsyncEnumerable(), clock, 1, Stop);
        for (int day = 0; !replay.IsCompleted && day < 10_000; day++)
        {
            clock.Advance(TimeSpan.FromHours(12));
            await Task.Yield();
        }

        await replay;
        Assert.Equal(2, played.Count);
    }

    [Fact]
    public async Task A_replay_slower_than_any_clock_can_tell_is_waited_for()
    {
        var clock = new SteppingClock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        List<FacePose> played = [];
        Task replay = PlayAsync(played, new[] { At(0), At(1e10) }.ToAsyncEnumerable(), clock, 1e-9, stop.Token);
        clock.Advance(TimeSpan.FromDays(2));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => replay);
        Assert.Single(played);
    }

    private static async Task PlayAsync(List<FacePose> played, IAsyncEnumerable<FacePose> faces, TimeProvider clock, double speed, CancellationToken stop)
    {
        await foreach (FacePose face in FaceReplay.PlayAsync(faces, clock, speed, stop))
        {
            played.Add(face);
        }
    }

    [Fact]
    public async Task Whatever_keeps_a_recording_from_being_played_becomes_its_state()
    {
        var source = new RecordingSource("no\0file.jsonl", repeats: false);
        await source.RunAsync(Stop);
        Assert.Equal(Mocap.Sources.SourceState.Failed, source.Statistics.State);
        Assert.Contains("no\\u0000file.jsonl", source.Statistics.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_recording_stays_until_the_first_face_is_there()
    {
        Record([At(0), At(1)]);
        byte[] old = await File.ReadAllBytesAsync(RecordingPath, Stop);
        using (FaceRecordingWriter.Create(RecordingPath, Header, replace: true))
        {
            Assert.Equal(old, await File.ReadAllBytesAsync(RecordingPath, Stop));
        }

        Assert.Equal(old, await File.ReadAllBytesAsync(RecordingPath, Stop));
        using (FaceRecordingWriter writer = FaceRecordingWriter.Create(RecordingPath, Header, replace: true))
        {
            writer.Append(At(5));
        }

        Assert.Equal(1, await FaceRecordingReader.ReadAllAsync(RecordingPath, Stop).CountAsync(Stop));
    }

    [Fact]
    public void Without_a_face_there_is_no_file()
    {
        using (FaceRecordingWriter writer = FaceRecordingWriter.Create(RecordingPath, Header))
        {
            Assert.False(writer.Append(FacePose.NotFound(TimeSpan.FromSeconds(1))));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_recorder_takes_every_published_face_until_it_is_stopped()
    {
        var latest = new LatestFace();
        using (var recorder = new FaceRecorder(latest, FaceRecordingWriter.Create(RecordingPath, Header)))
        {
            Parallel.ForEach(MadeUpFaces.Performance(100).Chunk(10), faces => Array.ForEach(faces, _ => latest.Publish(At(1))));
            Assert.Equal((100, null), (recorder.Count, recorder.Problem));
            recorder.Dispose();
            latest.Publish(At(2));
        }

        Assert.Equal(100, await FaceRecordingReader.ReadAllAsync(RecordingPath, Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_recording_can_be_converted_like_a_file_of_faces()
    {
        Record([.. MadeUpFaces.Performance(10)]);
        string settings = Path.Combine(_folder, "s.json");
        await File.WriteAllTextAsync(settings, """{"breathing":{"breaths_per_minute":60}}""", Stop);
        ConversionFile file = await ConversionFile.LoadAsync(RecordingPath, settings, Stop);

        Assert.Equal(10, file.Inputs.Length);
        Assert.Equal(file.Inputs[9].Face.Timestamp, file.Settings.Single().TimeFor(file.Inputs[9]));
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<BadInputException>(() => ConversionFile.LoadAsync(RecordingPath, settings + "x", Stop))).Message, StringComparison.Ordinal);
    }

    private static FacePose At(double seconds) => FacePose.Neutral.At(TimeSpan.FromSeconds(seconds));

    private void Record(FacePose[] faces)
    {
        using FaceRecordingWriter writer = FaceRecordingWriter.Create(RecordingPath, Header);
        Assert.All(faces, face => Assert.True(writer.Append(face)));
    }
}
