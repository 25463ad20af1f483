using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Siren;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Bank;

public sealed class BankedPoserTests
{
    private const long Plenty = 1L << 30;
    private static readonly Pose[] Poses = SyntheticCharacter.Poses(40);

    [Fact]
    public void A_frame_comes_back_bit_for_bit_in_another_process()
    {
        using var folder = new ScratchFolder();
        using var student = new StudentPoser(SyntheticCharacter.Create());
        var first = new PosedFrame(FrameParts.All);
        using (BankedPoser bank = Open(new PoserSketch(student.Render), folder))
        {
            bank.Render(Poses[0], first);
        }

        using BankedPoser later = Open(new PoserSketch((_, _) => Assert.Fail("It was rendered again.")), folder);
        var second = new PosedFrame(FrameParts.All);
        later.Render(Poses[0], second);

        foreach ((float[] expected, float[] actual) in ((float[], float[])[])
            [(first.Blended, second.Blended), (first.Alpha, second.Alpha), (first.ColorChange, second.ColorChange), (first.Warped, second.Warped),
             (first.GridChange, second.GridChange), (first.Face, second.Face), (first.FaceMorphed, second.FaceMorphed)])
        {
            Assert.True(MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan())));
        }

        Assert.Equal((1, 0), (later.Hits, later.Misses));
    }

    [Fact]
    public void Values_are_rounded_to_a_step_and_an_absurd_one_is_cut_off()
    {
        const float Step = 1f / 1024;
        float[] values = [0f, -0f, 1f, -1f, 0.3f, -0.0004f, 1e9f, float.MinValue, -16f, 15.99f, 1f / 3, 0.7f];
        float[] expected = [0f, 0f, 1f, -1f, 307 * Step, 0f, 16383 * Step, -16383 * Step, -16383 * Step, 16374 * Step, 341 * Step, 717 * Step];
        float[] restored = new float[values.Length];
        byte[] data = PlaneCodec.Encode(values, width: 4, Step);

        Assert.True(PlaneCodec.TryDecode(data, restored, width: 4, Step));
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), values.Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), restored.Select(BitConverter.SingleToUInt32Bits));
        Assert.False(PlaneCodec.TryDecode(data, new float[values.Length + 4], width: 4, Step));
        Assert.False(PlaneCodec.TryDecode(data, new float[values.Length - 4], width: 4, Step));
    }

    /// <summary>Measured on lambda_00: 0.85 MB, 77 dB; a good student is 30 to 35 dB from its teacher.</summary>
    [Fact]
    public void A_body_frame_of_a_character_takes_at_most_2_MB_and_is_rounded_far_below_what_a_student_reaches()
    {
        using var folder = new ScratchFolder();
        using var student = new StudentPoser(CharacterModel.Load(TestData.Koito));
        using BankedPoser bank = Open(student, folder);
        (PosedFrame exact, PosedFrame kept) = (BodyFrame(), BodyFrame());
        student.Render(Poses[0], exact);
        bank.Render(Poses[0], kept);

        Assert.InRange(new FileInfo(Assert.Single(Files(folder))).Length, 100_000, 2_000_000);
        Assert.InRange(Psnr(exact.Blended, kept.Blended, range: 2), 75, 90);
        Assert.InRange(Psnr(exact.GridChange, kept.GridChange, range: 2), 95, 120);
    }

    [Fact]
    public void Another_teacher_pose_or_part_is_another_frame()
    {
        using var folder = new ScratchFolder();
        using BankedPoser one = Open(Noise(), folder, "one");
        using BankedPoser two = Open(Noise(), folder, "two");
        one.Render(Poses[0], PosedFrame.FaceOnly());
        one.Render(Poses[1], PosedFrame.FaceOnly());
        one.Render(Poses[0], new PosedFrame(FrameParts.Face));
        one.Render(Poses[0], new PosedFrame());
        two.Render(Poses[0], PosedFrame.FaceOnly());

        Assert.Equal((0, 4), (one.Hits, one.Misses));
        Assert.Equal((0, 1), (two.Hits, two.Misses));
    }

    [Fact]
    public void A_damaged_file_is_rendered_again_and_replaced()
    {
        using var folder = new ScratchFolder();
        using BankedPoser bank = Open(Noise(), folder);
        float[] expected = Face(bank, Poses[0]);
        string path = Assert.Single(Files(folder));
        byte[] whole = File.ReadAllBytes(path);
        byte[][] damages =
        [
            [], whole[..30], whole[..^1], [.. whole, 0],
            .. ((int[])[0, 20, 41, 60, whole.Length / 2, whole.Length - 1]).Select(position => Damaged(whole, position)),
        ];
        foreach (byte[] damaged in damages)
        {
            File.WriteAllBytes(path, damaged);
            long misses = bank.Misses;
            Assert.Equal(expected, Face(bank, Poses[0]));
            Assert.Equal(misses + 1, bank.Misses);
            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_file_of_another_frame_under_this_name_is_not_trusted()
    {
        using var folder = new ScratchFolder();
        using BankedPoser bank = Open(Noise(), folder);
        float[] expected = Face(bank, Poses[0]);
        string own = Assert.Single(Files(folder));
        Face(bank, Poses[1]);
        string foreign = Assert.Single(Files(folder), path => path != own);
        File.Copy(foreign, own, overwrite: true);

        Assert.Equal(expected, Face(bank, Poses[0]));
        Assert.Equal(3, bank.Misses);
    }

    [Fact]
    public void The_folder_stays_inside_its_limit()
    {
        using var folder = new ScratchFolder();
        using BankedPoser probe = Open(Noise(), folder);
        Face(probe, Poses[0]);
        long size = new FileInfo(Files(folder)[0]).Length;
        var said = new List<string>();
        using var bank = new BankedPoser(Noise(), folder.Path, "teacher", 10 * size, said.Add);
        foreach (Pose pose in Poses)
        {
            Face(bank, pose);
            Assert.InRange(Files(folder).Sum(path => new FileInfo(path).Length), 1, 10 * size);
        }

        Assert.InRange(Files(folder).Length, 8, 10);
        Assert.Contains("dropped at random", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void What_two_processes_write_is_counted_together()
    {
        using var folder = new ScratchFolder();
        using BankedPoser probe = Open(Noise(), folder);
        Face(probe, Poses[0]);
        long limit = 16 * new FileInfo(Files(folder)[0]).Length;
        using BankedPoser one = Open(Noise(), folder, "one", limit);
        using BankedPoser two = Open(Noise(), folder, "two", limit);
        foreach (Pose pose in Poses)
        {
            Face(one, pose);
            Face(two, pose);
            Assert.InRange(Files(folder).Sum(path => new FileInfo(path).Length), 1, limit + (limit / 8));
        }
    }

    [Fact]
    public void A_frame_larger_than_the_limit_is_not_kept()
    {
        using var folder = new ScratchFolder();
        using BankedPoser bank = Open(Noise(), folder, limit: 1000);
        Face(bank, Poses[0]);

        Assert.Empty(Files(folder));
    }

    [Fact]
    public async Task Two_at_a_time_get_the_right_frames()
    {
        using var folder = new ScratchFolder();
        float[][] expected = [.. Poses.Take(12).Select(Rounded)];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                using BankedPoser bank = Open(Noise(), folder, limit: 800_000);
                for (int round = 0; round < 3; round++)
                {
                    for (int i = 0; i < expected.Length; i++)
                    {
                        Assert.Equal(expected[i], Face(bank, Poses[i]));
                    }
                }
            },
            TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_frame_that_cannot_be_kept_is_an_error_that_names_the_place()
    {
        using var folder = new ScratchFolder();
        using BankedPoser bank = Open(Noise(), folder);

        // Files where the bank wants folders.
        foreach (int name in Enumerable.Range(0, 256))
        {
            File.WriteAllText(folder[$"{name:x2}"], "");
        }

        string message = Assert.Throws<BadInputException>(() => Face(bank, Poses[0])).Message;

        Assert.Contains(folder.Path, message, StringComparison.Ordinal);
        Assert.Contains("a frame of the teacher cannot be kept", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_was_prepared_is_not_rendered_again()
    {
        using var folder = new ScratchFolder();
        PoserSketch teacher = Noise();
        using BankedPoser bank = Open(teacher, folder);
        bank.Prepare(Poses[0], PosedFrame.FaceOnly());
        bank.Prepare(Poses[0], PosedFrame.FaceOnly());
        Face(bank, Poses[0]);

        Assert.Equal((1, 1L, 1L), (teacher.Frames, bank.Misses, bank.Hits));
    }

    [Fact]
    public void What_a_killed_write_left_behind_is_removed_and_foreign_files_are_not()
    {
        using var folder = new ScratchFolder();
        using (BankedPoser probe = Open(Noise(), folder))
        {
            Face(probe, Poses[0]);
        }

        string kept = Files(folder)[0];
        string abandoned = $"{kept}.0123.partial";
        string fresh = $"{kept}.4567.partial";
        string foreign = folder["notes.txt"];
        foreach (string path in (string[])[abandoned, fresh, foreign])
        {
            File.Copy(kept, path);
        }

        File.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow.AddHours(-2));
        using BankedPoser bank = Open(Noise(), folder, limit: 3 * new FileInfo(kept).Length);
        foreach (Pose pose in Poses)
        {
            Face(bank, pose);
        }

        Assert.False(File.Exists(abandoned));
        Assert.True(File.Exists(fresh));
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["file"], "");

        Assert.Contains("file", Assert.Throws<BadInputException>(() => Open(Noise(), folder["file"])).Message, StringComparison.Ordinal);
    }

    private static BankedPoser Open(IPoser inner, ScratchFolder folder, string identity = "teacher", long limit = Plenty) => Open(inner, folder.Path, identity, limit);

    private static BankedPoser Open(IPoser inner, string folder, string identity = "teacher", long limit = Plenty) => new(inner, folder, identity, limit);

    /// <summary>A teacher that draws noise, the same for the same pose.</summary>
    private static PoserSketch Noise() => new((pose, frame) =>
    {
        var random = new Random((int)BitConverter.SingleToUInt32Bits(pose[0]));
        foreach (float[] plane in (float[][])[frame.Blended, frame.Face])
        {
            foreach (ref float value in plane.AsSpan())
            {
                value = random.NextSingle();
            }
        }
    });

    private static float[] Face(IPoser poser, Pose pose)
    {
        var frame = PosedFrame.FaceOnly();
        poser.Render(pose, frame);
        return frame.Face;
    }

    private static float[] Rounded(Pose pose)
    {
        float[] face = Face(Noise(), pose);
        PlaneCodec.Encode(face, width: 128, 1f / 1024);
        return face;
    }

    private static PosedFrame BodyFrame() => new(FrameParts.Warped | FrameParts.GridChange | FrameParts.FaceMorphed);

    private static double Psnr(float[] expected, float[] actual, double range) =>
        20 * Math.Log10(range / Math.Sqrt(expected.Zip(actual, (e, a) => ((double)e - a) * ((double)e - a)).Average()));

    private static string[] Files(ScratchFolder folder) => Directory.GetFiles(folder.Path, "*.frame", SearchOption.AllDirectories);

    private static byte[] Damaged(byte[] whole, int position)
    {
        byte[] copy = [.. whole];
        copy[position] ^= 1;
        return copy;
    }
}
