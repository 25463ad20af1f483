using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Conv.Steps;
using Bunraku.Conv.Tests.Reference;
using Bunraku.Siren;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Tests;

namespace Bunraku.Conv.Tests.Steps;

/// <summary>Every kind of step, with the borders of the picture, is compared with the specification at every width.</summary>
[Trait("Category", SimdLevelTests.Kernels)]
public sealed class StepTests
{
    [Fact]
    public void Blocks_and_resizes_equal_the_specification() => Assert.All(
        SimdWidths.Offered().Where(offered => SimdWidthData.All.Contains(offered.Width)), offered => Assert.True(offered.Lanes.Run(new Check())));

    private sealed unsafe class Check : ILaneWork<bool>
    {
        public bool Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // 24 and 48 fill no whole number of the widest vectors or tiles.
            foreach (int size in (int[])[16, 24, 32, 48, 64])
            {
                Same<TLanes, TVector>(size, kernel: 3);
                Same<TLanes, TVector>(size, kernel: 7);
                Pose<TLanes, TVector>(size, kernel: 3);
                Pose<TLanes, TVector>(size, kernel: 7);
                Down<TLanes, TVector>(size);
                Up<TLanes, TVector>(size);
                Residual<TLanes, TVector>(size);
            }

            Resizes<TLanes, TVector>();
            Warps<TLanes, TVector>();
            return true;
        }

        private static void Same<TLanes, TVector>(int size, int kernel)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            (FeatureMap first, Planes firstSeen) = trial.Map(3, size, Rectifier.Relu, 0);
            (FeatureMap second, Planes secondSeen) = trial.Map(2, size, Rectifier.Leaky, 0.1);
            float[] firstTaps = trial.Values(3 * kernel * kernel), secondTaps = trial.Values(2 * kernel * kernel);
            trial.AssertBlock(
                [new SameInput<TLanes, TVector>(trial.Memory, first, firstTaps, kernel), new SameInput<TLanes, TVector>(trial.Memory, second, secondTaps, kernel)],
                Convolutions.Depthwise(firstSeen, firstTaps, kernel, 1, kernel / 2),
                Convolutions.Depthwise(secondSeen, secondTaps, kernel, 1, kernel / 2));
        }

        private static void Pose<TLanes, TVector>(int size, int kernel)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            float[] pose = trial.Values(6), taps = trial.Values(6 * kernel * kernel);
            float* values = trial.Memory.Take(6);
            pose.CopyTo(new Span<float>(values, 6));
            trial.AssertBlock(
                [new PoseInput<TLanes, TVector>(trial.Memory, values, 6, size, taps, kernel)],
                Convolutions.Depthwise(Operations.Constant(pose, size), taps, kernel, 1, kernel / 2));
        }

        private static void Down<TLanes, TVector>(int size)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            (FeatureMap map, Planes seen) = trial.Map(3, 2 * size, Rectifier.Leaky, 0.1);
            float[] taps = trial.Values(3 * 16);
            trial.AssertBlock([new DownInput<TLanes, TVector>(trial.Memory, map, taps)], Convolutions.Depthwise(seen, taps, 4, 2, 1));
        }

        private static void Up<TLanes, TVector>(int size)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            (FeatureMap map, Planes seen) = trial.Map(3, size, Rectifier.Relu, 0);
            float[] transposed = trial.Values(3 * 16), taps = trial.Values(3 * 9);
            trial.AssertBlock([new UpInput<TLanes, TVector>(trial.Memory, map, transposed)], Convolutions.TransposedDepthwise(seen, transposed));
            trial.AssertBlock([new UpInput<TLanes, TVector>(trial.Memory, map, taps)], Convolutions.Depthwise(Operations.Double(seen), taps, 3, 1, 1));
        }

        /// <summary>A map with a base, of which the block keeps what it reads.</summary>
        private static void Residual<TLanes, TVector>(int size)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            FeatureMap inner = FeatureMap.Lasting(trial.Memory, 3, size), before = FeatureMap.Lasting(trial.Memory, 3, size), kept = FeatureMap.Lasting(trial.Memory, 3, size);
            var sum = Operations.Add(Planes.From(trial.Fill(inner), 3, size), Planes.From(trial.Fill(before), 3, size));
            float[] taps = trial.Values(3 * 9);
            trial.AssertBlock([new SameInput<TLanes, TVector>(trial.Memory, inner.On(before, trial.Memory), taps, keep: kept)], Convolutions.Depthwise(sum, taps, 3, 1, 1));
            StepTrial<TLanes, TVector>.AssertSeen(sum, kept, 1e-6);
        }

        private static void Resizes<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var trial = new StepTrial<TLanes, TVector>();
            FeatureMap small = FeatureMap.Lasting(trial.Memory, 4, 32), large = FeatureMap.Lasting(trial.Memory, 4, 64);
            var planes = Planes.From(trial.Fill(small), 4, 32);
            trial.Run(new EnlargeStep<TLanes, TVector>(small, large));
            StepTrial<TLanes, TVector>.AssertSeen(Operations.Enlarge(planes), large, 1e-6);
            planes = Planes.From(trial.Fill(large), 4, 64);
            var half = new SampledPicture(trial.Memory, 32);
            trial.Run(new HalveStep<TLanes, TVector>(large, half));
            StepTrial<TLanes, TVector>.AssertSeen(Operations.Halve(planes), half.Map, 1e-6);
        }

        private static void Warps<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            const int Size = 64;
            using var trial = new StepTrial<TLanes, TVector>();
            float[] values = trial.Values(4 * Size * Size), offsets = [.. trial.Values(2 * Size * Size).Select(value => 0.2f * value)];
            var picture = new SampledPicture(trial.Memory, Size);
            picture.Load(values, Size, 0, 0);
            FeatureMap warped = FeatureMap.Lasting(trial.Memory, 4, Size);
            float* grid = trial.Memory.Take(2 * Tile.Pixels), tile = trial.Memory.Take(4 * Tile.Pixels);
            for (int i = 0; i < Size * Size; i += Tile.Pixels)
            {
                offsets.AsSpan(i, Tile.Pixels).CopyTo(new Span<float>(grid, Tile.Pixels));
                offsets.AsSpan((Size * Size) + i, Tile.Pixels).CopyTo(new Span<float>(grid + Tile.Pixels, Tile.Pixels));
                GridSample.Run(picture.Pixels, Size, i / Size, i % Size, grid, tile);
                warped.StoreTile(i / Size, i % Size, tile);
            }

            StepTrial<TLanes, TVector>.AssertSeen(Operations.Warp(Planes.From(offsets, 2, Size), Planes.From(values, 4, Size)), warped, 2e-5);
        }
    }
}
