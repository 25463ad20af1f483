using System.Runtime.InteropServices;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.TargetCache;
using Bunraku.Siren;

namespace Bunraku.Distillation.Tests.TargetCache;

public sealed class CachedPoserTests
{
    private const long Plenty = 1L << 30;
    private static readonly Pose[] Poses = SyntheticCharacter.Poses(40);

    [Fact]
    public void A_frame_comes_back_bit_for_bit_in_another_process()
    {
        using var folder = new ScratchFolder();
        using var student = new StudentPoser(SyntheticCharacter.Create());
        var first = new PosedFrame(FrameParts.All);
        using (CachedPoser cache = Cache(new PoserSketch(student.Render), folder))
        {
            cache.Render(Poses[0], first);
        }

        using CachedPoser later = Cache(new PoserSketch((_, _) => Assert.Fail("It was drawn again.")), folder);
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
    public void Any_float_survives()
    {
        float[] values = [0f, -0f, 1f, float.NaN, BitConverter.UInt32BitsToSingle(0x7FA00001), float.NegativeInfinity, float.Epsilon, float.MinValue, -1f, -1f];
        float[] restored = new float[values.Length];

        Assert.True(PlaneCompression.TryDecompress(PlaneCompression.Compress(values), restored));
        Assert.Equal(values.Select(BitConverter.SingleToUInt32Bits), restored.Select(BitConverter.SingleToUInt32Bits));
        Assert.False(PlaneCompression.TryDecompress(PlaneCompression.Compress(values), new float[values.Length + 1]));
        Assert.False(PlaneCompression.TryDecompress(PlaneCompression.Compress(values), new float[values.Length - 1]));
    }

    [Fact]
    public void Another_teacher_pose_or_part_is_another_target()
    {
        using var folder = new ScratchFolder();
        using CachedPoser one = Cache(Noise(), folder, "one");
        using CachedPoser two = Cache(Noise(), folder, "two");
        one.Render(Poses[0], PosedFrame.FaceOnly());
        one.Render(Poses[1], PosedFrame.FaceOnly());
        one.Render(Poses[0], new PosedFrame(FrameParts.Face));
        one.Render(Poses[0], new PosedFrame());
        two.Render(Poses[0], PosedFrame.FaceOnly());

        Assert.Equal((0, 4), (one.Hits, one.Misses));
        Assert.Equal((0, 1), (two.Hits, two.Misses));
    }

    [Fact]
    public void A_damaged_file_is_drawn_anew_and_replaced()
    {
        using var folder = new ScratchFolder();
        using CachedPoser cache = Cache(Noise(), folder);
        float[] expected = Face(cache, Poses[0]);
        string path = Assert.Single(Targets(folder));
        byte[] whole = File.ReadAllBytes(path);
        byte[][] damages =
        [
            [], whole[..30], whole[..^1], [.. whole, 0],
            .. ((int[])[0, 20, 41, 60, whole.Length / 2, whole.Length - 1]).Select(position => Damaged(whole, position)),
        ];
        foreach (byte[] damaged in damages)
        {
            File.WriteAllBytes(path, damaged);
            long misses = cache.Misses;
            Assert.Equal(expected, Face(cache, Poses[0]));
            Assert.Equal(misses + 1, cache.Misses);
            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_file_of_another_target_under_this_name_is_not_trusted()
    {
        using var folder = new ScratchFolder();
        using CachedPoser cache = Cache(Noise(), folder);
        float[] expected = Face(cache, Poses[0]);
        string own = Assert.Single(Targets(folder));
        Face(cache, Poses[1]);
        string foreign = Assert.Single(Targets(folder), path => path != own);
        File.Copy(foreign, own, overwrite: true);

        Assert.Equal(expected, Face(cache, Poses[0]));
        Assert.Equal(3, cache.Misses);
    }

    [Fact]
    public void The_folder_stays_inside_its_limit()
    {
        using var folder = new ScratchFolder();
        using CachedPoser probe = Cache(Noise(), folder);
        Face(probe, Poses[0]);
        long size = new FileInfo(Targets(folder)[0]).Length;
        using CachedPoser cache = Cache(Noise(), folder, limit: 10 * size);
        foreach (Pose pose in Poses)
        {
            Face(cache, pose);
            Assert.InRange(Targets(folder).Sum(path => new FileInfo(path).Length), 1, 10 * size);
        }

        Assert.InRange(Targets(folder).Length, 8, 10);
    }

    [Fact]
    public void What_two_processes_write_is_counted_together()
    {
        using var folder = new ScratchFolder();
        using CachedPoser probe = Cache(Noise(), folder);
        Face(probe, Poses[0]);
        long limit = 16 * new FileInfo(Targets(folder)[0]).Length;
        using CachedPoser one = Cache(Noise(), folder, "one", limit);
        using CachedPoser two = Cache(Noise(), folder, "two", limit);
        foreach (Pose pose in Poses)
        {
            Face(one, pose);
            Face(two, pose);
            Assert.InRange(Targets(folder).Sum(path => new FileInfo(path).Length), 1, limit + (limit / 8));
        }
    }

    [Fact]
    public void A_target_larger_than_the_limit_is_not_kept()
    {
        using var folder = new ScratchFolder();
        using CachedPoser cache = Cache(Noise(), folder, limit: 1000);
        Face(cache, Poses[0]);

        Assert.Empty(Targets(folder));
    }

    [Fact]
    public async Task Two_at_a_time_get_the_right_frames()
    {
        using var folder = new ScratchFolder();
        float[][] expected = [.. Poses.Take(12).Select(pose => Face(Noise(), pose))];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                using CachedPoser cache = Cache(Noise(), folder, limit: 800_000);
                for (int round = 0; round < 3; round++)
                {
                    for (int i = 0; i < expected.Length; i++)
                    {
                        Assert.Equal(expected[i], Face(cache, Poses[i]));
                    }
                }
            },
            TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Where_nothing_can_be_written_caching_ends_with_one_warning()
    {
        using var folder = new ScratchFolder();
        var warnings = new List<string>();
        using var cache = new CachedPoser(Noise(), folder.Path, "teacher", Plenty, warnings.Add);
        Face(cache, Poses[0]);

        // Files where the cache wants folders.
        foreach (int name in Enumerable.Range(0, 256).Where(name => !Directory.Exists(folder[$"{name:x2}"])))
        {
            File.WriteAllText(folder[$"{name:x2}"], "");
        }

        foreach (Pose pose in Poses)
        {
            Assert.Equal(Face(Noise(), pose), Face(cache, pose));
        }

        Assert.Contains("Nothing is cached from here on", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(1, cache.Hits);
    }

    [Fact]
    public void What_a_killed_write_left_behind_is_removed_and_foreign_files_are_not()
    {
        using var folder = new ScratchFolder();
        using (CachedPoser probe = Cache(Noise(), folder))
        {
            Face(probe, Poses[0]);
        }

        string target = Targets(folder)[0];
        string abandoned = $"{target}.0123.partial";
        string fresh = $"{target}.4567.partial";
        string foreign = folder["notes.txt"];
        foreach (string path in (string[])[abandoned, fresh, foreign])
        {
            File.Copy(target, path);
        }

        File.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow.AddHours(-2));
        using CachedPoser cache = Cache(Noise(), folder, limit: 3 * new FileInfo(target).Length);
        foreach (Pose pose in Poses)
        {
            Face(cache, pose);
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

        Assert.Contains("file", Assert.Throws<BadInputException>(() => Cache(Noise(), folder["file"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_teacher_is_disposed_with_the_cache()
    {
        using var folder = new ScratchFolder();
        PoserSketch teacher = Noise();
        Cache(teacher, folder).Dispose();

        Assert.True(teacher.IsDisposed);
    }

    private static CachedPoser Cache(IPoser inner, ScratchFolder folder, string identity = "teacher", long limit = Plenty) => Cache(inner, folder.Path, identity, limit);

    private static CachedPoser Cache(IPoser inner, string folder, string identity = "teacher", long limit = Plenty) =>
        new(inner, folder, identity, limit, warning => Assert.Fail(warning));

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

    private static string[] Targets(ScratchFolder folder) => Directory.GetFiles(folder.Path, "*.target", SearchOption.AllDirectories);

    private static byte[] Damaged(byte[] whole, int position)
    {
        byte[] copy = [.. whole];
        copy[position] ^= 1;
        return copy;
    }
}
