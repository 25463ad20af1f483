using System.Collections;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Support;

public sealed class SupportMaskTests
{
    private const int Size = CharacterPicture.Size;

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Inside_the_mask_a_masked_frame_is_the_dense_frame_bit_for_bit(int seed)
    {
        CharacterModel character = RandomCharacter.Create(seed);
        SupportMask mask = RandomMask(seed);
        Pose pose = RandomCharacter.CreatePose(seed);
        using var poser = new StudentPoser(character);
        var (dense, masked) = (new PosedFrame(), new PosedFrame());
        poser.Render(pose, dense);
        poser.Mask = mask;
        poser.Render(pose, masked);
        int transparent = 0;
        for (int i = 0; i < dense.Blended.Length; i++)
        {
            int pixel = i % (Size * Size);
            if (mask.Contains(pixel / Size, pixel % Size))
            {
                Assert.Equal(dense.Blended[i], masked.Blended[i]);
            }
            else if (masked.Blended[i] == -1f)
            {
                transparent++;
            }
            else
            {
                Assert.Equal(dense.Blended[i], masked.Blended[i]);
            }
        }

        Assert.True(transparent > Size * Size, "Most of the frame lies outside the mask and must be transparent.");
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_masked_frame_with_parts_or_an_unusual_pose_is_dense()
    {
        using var poser = new StudentPoser(RandomCharacter.Create(4));
        Pose pose = RandomCharacter.CreatePose(4);
        Pose beyond = pose.With("head_y", 1.5f);
        var (dense, withParts, denseBeyond, maskedBeyond) = (new PosedFrame(), new PosedFrame(FrameParts.Alpha), new PosedFrame(), new PosedFrame());
        poser.Render(pose, dense);
        poser.Render(beyond, denseBeyond);
        poser.Mask = RandomMask(4);
        poser.Render(pose, withParts);
        poser.Render(beyond, maskedBeyond);
        Assert.Equal(dense.Blended, withParts.Blended);
        Assert.Equal(denseBeyond.Blended, maskedBeyond.Blended);
    }

    /// <summary>That it is the one that is found, <see cref="SupportMaskGoldenTests"/> checks.</summary>
    [Fact]
    public void The_programs_own_character_has_its_mask_at_the_first_start()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        Assert.False(File.Exists(SupportMaskCache.PathFor(koito)));
        Assert.InRange(SupportMask.TryLoad(koito)!.Coverage, 0.4, 0.45);
    }

    [Fact]
    public void A_cached_mask_comes_back_as_it_was()
    {
        CharacterModel character = RandomCharacter.Create(5);
        SupportMask mask = RandomMask(5);
        SupportMaskCache.TryWrite(character, mask);
        try
        {
            Assert.Equal(mask.Pixels.Cast<bool>(), SupportMask.TryLoad(character)!.Pixels.Cast<bool>());
        }
        finally
        {
            File.Delete(SupportMaskCache.PathFor(character));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(32_000)]
    public void A_torn_or_damaged_cache_file_is_not_used(int damage)
    {
        CharacterModel character = RandomCharacter.Create(60 + damage);
        SupportMaskCache.TryWrite(character, RandomMask(6));
        string path = SupportMaskCache.PathFor(character);
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes[damage] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Null(SupportMask.TryLoad(character));
            File.WriteAllBytes(path, bytes[..damage]);
            Assert.Null(SupportMask.TryLoad(character));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Bounds_and_coverage_describe_the_mask()
    {
        var pixels = new BitArray(Size * Size);
        pixels[(10 * Size) + 20] = true;
        pixels[(13 * Size) + 25] = true;
        var mask = new SupportMask(pixels);
        Assert.Equal(new(10, 20, 4, 6), mask.Bounds);
        Assert.Equal(2.0 / (Size * Size), mask.Coverage);
    }

    // A few blobs, one of them touching the frame's corner.
    private static SupportMask RandomMask(int seed)
    {
        var random = new Random(seed);
        var pixels = new BitArray(Size * Size);
        for (int blob = 0; blob < 4; blob++)
        {
            (int top, int left) = blob == 0 ? (480, 490) : (random.Next(Size), random.Next(Size));
            for (int row = top; row < Math.Min(Size, top + 40); row++)
            {
                for (int column = left; column < Math.Min(Size, left + 50); column++)
                {
                    pixels[(row * Size) + column] = true;
                }
            }
        }

        return new SupportMask(pixels);
    }
}
