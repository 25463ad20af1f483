using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Smoothing;

namespace Bunraku.Mocap.Tests.Puppets;

public sealed class PuppetDriverTests
{
    private static readonly PuppetSettings Immediate = PuppetSettings.Default with { Idle = new IdleSettings { RecoverSeconds = 0 }, BreathsPerMinute = 0 };
    private readonly LatestFace _faces = new();

    [Fact]
    public void A_pose_tells_when_its_face_arrived_while_it_follows_one()
    {
        var driver = new PuppetDriver(_faces, Immediate);
        Assert.Null(driver.PoseAt(At(0)).FaceArrival);
        _faces.Publish(MadeUpFaces.With(Blendshape.JawOpen, 1, seconds: 1));
        Assert.Equal(At(1), driver.PoseAt(At(1.01)).FaceArrival);
        Assert.Null(driver.PoseAt(At(100)).FaceArrival);
    }

    [Fact]
    public void A_tracked_face_gives_exactly_the_converters_pose()
    {
        var driver = new PuppetDriver(_faces, Immediate);
        foreach (FacePose face in MadeUpFaces.Performance(200))
        {
            _faces.Publish(face);
            Assert.Equal(PoseConverter.Convert(face, Immediate, BreathingCycle.None, face.Timestamp), driver.PoseAt(face.Timestamp).Pose);
        }

        PuppetStatus status = driver.Status;
        Assert.Equal((200, 200, 0), (status.PosesMade, status.FacesUsed, status.TimesLost));
        Assert.True(status.IsFaceTracked);
        Assert.Equal(TimeSpan.Zero, status.FaceAge);
    }

    [Fact]
    public void Before_the_first_face_the_character_rests_breathes_blinks_and_sways()
    {
        var driver = new PuppetDriver(_faces, PuppetSettings.Default);
        Pose[] minute = [.. Enumerable.Range(0, 1800).Select(frame => driver.PoseAt(At(frame / 30.0)).Pose)];

        Assert.Equal(1, minute.Max(pose => pose["breathing"]), 1e-3f);
        Assert.True(minute.Max(pose => pose["eye_wink_left"]) > 0.9);
        Assert.All(minute, pose => Assert.Equal(pose["eye_wink_left"], pose["eye_wink_right"]));
        Assert.All(minute, pose => Assert.Equal(Pose.Rest, pose.With("breathing", 0).With("eye_wink_left", 0).With("eye_wink_right", 0).With("body_y", 0).With("body_z", 0)));
        foreach (string lean in new[] { "body_y", "body_z" })
        {
            Assert.InRange(minute.Max(pose => Math.Abs(pose[lean])), 0.15f, (float)PuppetSettings.Default.Idle.Sway);
            Assert.All(minute.Zip(minute.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First[lean] - pair.Second[lean]), 0, 0.01f));
        }

        Assert.Null(driver.Status.FaceAge);
    }

    [Fact]
    public void A_lost_face_is_held_for_a_moment_then_the_character_comes_to_rest_without_a_jump()
    {
        var driver = new PuppetDriver(_faces, Immediate with { Idle = Immediate.Idle with { BlinksPerMinute = 0 } });
        _faces.Publish(MadeUpFaces.Turned(0, 0, 15));
        float[] necks = [.. Enumerable.Range(0, 180).Select(frame => driver.PoseAt(At(frame / 60.0)).Pose["neck_z"])];

        Assert.All(necks[..30], neck => Assert.Equal(1, neck));
        Assert.All(necks[125..], neck => Assert.Equal(0, neck));
        Assert.All(necks.Zip(necks.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, 0, 0.03f));
        Assert.Equal(1, driver.Status.TimesLost);
        Assert.False(driver.Status.IsFaceTracked);
    }

    [Fact]
    public void A_sample_without_a_face_neither_moves_the_character_nor_keeps_the_face_alive()
    {
        var driver = new PuppetDriver(_faces, Immediate);
        _faces.Publish(MadeUpFaces.Turned(0, 0, 15));
        driver.PoseAt(At(0));
        _faces.Publish(new FacePose(FacePose.Neutral.Weights) { IsFaceFound = false, Timestamp = At(0.4) });

        Assert.Equal(1, driver.PoseAt(At(0.45)).Pose["neck_z"]);
        Assert.True(driver.Status.IsFaceTracked);
        driver.PoseAt(At(0.6));
        Assert.False(driver.Status.IsFaceTracked);
        Assert.Equal(0, driver.PoseAt(At(3)).Pose["neck_z"]);
        Assert.Equal(1, driver.Status.FacesUsed);
    }

    [Fact]
    public void With_idle_life_switched_off_the_last_pose_stays()
    {
        var driver = new PuppetDriver(_faces, Immediate with { Idle = new IdleSettings { IsEnabled = false, RecoverSeconds = 0 } });
        _faces.Publish(MadeUpFaces.Turned(0, 0, 15));
        Pose first = driver.PoseAt(At(0)).Pose;
        Assert.Equal(first, driver.PoseAt(At(1000)).Pose);
    }

    [Fact]
    public void Calibration_needs_a_face_and_acts_from_the_next_pose_on()
    {
        var driver = new PuppetDriver(_faces, Immediate);
        Assert.False(driver.TryCalibrate());
        _faces.Publish(MadeUpFaces.Turned(9, 5, 7));
        Assert.NotEqual(0, driver.PoseAt(At(0)).Pose["head_x"]);
        Assert.True(driver.TryCalibrate());
        Assert.Equal(Pose.Rest, driver.PoseAt(At(0.01)).Pose);
    }

    [Fact]
    public void Breathing_goes_on_when_its_speed_changes()
    {
        var driver = new PuppetDriver(_faces, PuppetSettings.Default);
        Assert.Equal(0, driver.PoseAt(At(100)).Pose["breathing"]);
        Assert.Equal(0.5, driver.PoseAt(At(100.75)).Pose["breathing"], 1e-6);
        driver.Settings = driver.Settings with { BreathsPerMinute = 60 };
        Assert.Equal(0.5, driver.PoseAt(At(100.75)).Pose["breathing"], 1e-6);
        Assert.Equal(1, driver.PoseAt(At(101)).Pose["breathing"], 1e-6);
    }

    [Fact]
    public void A_voice_moves_the_mouth_as_long_as_it_is_heard()
    {
        var driver = new PuppetDriver(_faces, Immediate);
        driver.Hear(new VoiceMouth { Eee = 0.75, Aaa = double.NaN, Timestamp = At(1) });
        Assert.Equal(0.75, driver.PoseAt(At(1.1)).Pose["mouth_eee"]);
        Assert.Equal(0, driver.PoseAt(At(1.6)).Pose["mouth_eee"]);

        _faces.Publish(MadeUpFaces.With(Blendshape.JawOpen, 0.4, 2));
        driver.Hear(new VoiceMouth { Iii = 0.5, Timestamp = At(2) });
        Assert.True(driver.PoseAt(At(2)).Pose is var added && added["mouth_aaa"] > 0.1 && added["mouth_iii"] == 0.5);
        driver.Settings = Immediate with { VoiceMode = VoiceMode.Replace };
        Assert.Equal(0, driver.PoseAt(At(2)).Pose["mouth_aaa"]);
        driver.Settings = Immediate with { VoiceMode = VoiceMode.Off };
        Assert.Equal(0, driver.PoseAt(At(2)).Pose["mouth_iii"]);
    }

    [Fact]
    public void Thirty_faces_a_second_move_sixty_frames_evenly_and_one_face_late()
    {
        const double Face = 1 / 30.0;
        var driver = new PuppetDriver(_faces, Immediate with { IsInterpolated = true });
        List<float> film = [];
        for (int frame = 0; frame < 60; frame++)
        {
            if (frame % 2 == 0)
            {
                _faces.Publish(MadeUpFaces.Turned(0, 0, frame / 8.0).At(At(frame / 60.0)));
            }

            film.Add(driver.PoseAt(At(frame / 60.0)).Pose["neck_z"]);
        }

        float[] steps = [.. film.Skip(4).Zip(film.Skip(3), (next, last) => next - last)];
        Assert.All(steps, step => Assert.Equal(1 / 8.0 / 15, step, 1e-5));

        // After the last face it arrives within the time of one face, and stays.
        driver.PoseAt(At((58 / 60.0) + Face));
        Assert.Equal(58 / 8.0 / 15, driver.PoseAt(At((58 / 60.0) + Face)).Pose["neck_z"], 1e-5f);
        Assert.Equal(58 / 8.0 / 15, driver.PoseAt(At((58 / 60.0) + (2 * Face))).Pose["neck_z"], 1e-5f);
    }

    [Fact]
    public void After_a_pause_the_newest_face_is_shown_at_once_and_a_turn_takes_the_short_way()
    {
        var interpolator = new FaceInterpolator();
        Assert.Throws<InvalidOperationException>(() => interpolator.At(At(0)));
        interpolator.Take(MadeUpFaces.Turned(0, 0, 10).At(At(0)));
        interpolator.Take(MadeUpFaces.Turned(0, 0, 20).At(At(0.5)));
        Assert.Equal(20 * Math.PI / 180, interpolator.At(At(0.5)).HeadRotation.Z, 1e-9);

        interpolator.Take(MadeUpFaces.Turned(0, 0, 179).At(At(1)));
        interpolator.Take(MadeUpFaces.Turned(0, 0, -179).At(At(1.05)));
        Assert.Equal(180, Math.Abs(interpolator.At(At(1.075)).HeadRotation.Z * 180 / Math.PI), 1e-6);
    }

    [Fact]
    public void Ten_thousand_faces_leave_memory_flat()
    {
        var driver = new PuppetDriver(_faces, PuppetSettings.Webcam);
        FacePose[] faces = [.. MadeUpFaces.Performance(10_000)];
        Drive(driver, faces.AsSpan(..100));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Drive(driver, faces.AsSpan(100..));
        long perFace = (GC.GetAllocatedBytesForCurrentThread() - before) / (faces.Length - 100);

        Assert.True(perFace < 1500, $"A face costs {perFace} bytes; a pose and a smoothed face need about 900.");
        Assert.Equal(10_000, driver.Status.FacesUsed);
    }

    [Fact]
    public async Task The_same_recording_gives_the_same_film_with_a_frame_for_every_moment()
    {
        FacePose[] faces = [.. MadeUpFaces.Performance(120).Concat(MadeUpFaces.Performance(60).Select(face => face.At(face.Timestamp + At(6))))];
        Pose[] film = await Film(faces);
        Pose[] again = await Film(faces);

        Assert.Equal(film, again);
        Assert.InRange(film.Length, (int)(faces[^1].Timestamp.TotalSeconds * 24), (int)(faces[^1].Timestamp.TotalSeconds * 24) + 2);
        Assert.Equal(0, film[5 * 24]["neck_z"], 1e-6f);
        Assert.Empty(await Film([]));
    }

    private static ValueTask<Pose[]> Film(FacePose[] faces)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        return RecordedPuppet.PosesAsync(faces.ToAsyncEnumerable(), PuppetSettings.Webcam, 24, seed: 1, stop).ToArrayAsync(stop);
    }

    private void Drive(PuppetDriver driver, ReadOnlySpan<FacePose> faces)
    {
        foreach (FacePose face in faces)
        {
            _faces.Publish(face);
            driver.PoseAt(face.Timestamp);
        }
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
