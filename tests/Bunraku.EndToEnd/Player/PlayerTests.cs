using System.Collections;
using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.Siren.Bundles;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Support;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd.Player;

/// <summary>
/// The player's painters against the processor's engine. The browser computes them by the processor, which takes seconds a frame: these tests draw
/// few frames, and of most characters only a window of the mask.
/// </summary>
public sealed class PlayerTests(PlayerChromium browser) : IClassFixture<PlayerChromium>
{
    private const int Size = CharacterPicture.Size;
    private const int Plane = Size * Size;

    /// <summary>Hair, an eye, and the edge of the face; small, because the processor takes seconds for each thousand pixels.</summary>
    private static readonly PixelRectangle Window = new(112, 180, 48, 64);

    /// <summary>A quarter of it, where many frames are drawn, or finer ones.</summary>
    private static readonly PixelRectangle SmallWindow = Window with { Width = 24, Height = 32 };

    private const int Square = 16;
    private const int SquareSets = 32;

    private static readonly Pose Turned = Pose.Rest.With("head_x", 0.6f).With("head_y", -0.7f).With("mouth_aaa", 0.8f).With("eye_wink_left", 0.5f);

    /// <summary>
    /// Half precision is simulated: no processor offers it to WebGPU here. Each painter takes a quarter of a minute to compile; Koito in float32 is drawn by
    /// <see cref="A_painter_skips_the_face_draws_again_after_a_loss_and_multiplies_by_alpha"/>.
    /// </summary>
    [Theory]
    [InlineData(MadeUpCharacter.Name, "float32", 60)]
    [InlineData("koito", "simulated", 40)]
    public async Task WebGPU_draws_what_the_engine_draws(string name, string precision, double decibels)
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito), character = name == MadeUpCharacter.Name ? MadeUpCharacter.Create() : koito;
        SupportMask mask = InWindow(MaskOf(koito));
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        await OpenPlayerAsync(page, site.Add(name, BundleExport.Build(character, mask, new BundleOptions())), new { backend = "webgpu", precision });

        float[] frame = await DrawAsync(page, Turned);

        double reached = Decibels(character, Turned, mask, frame);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}, {precision}: {reached:f1} dB");
        Assert.InRange(reached, decibels, 200);
        Assert.All(Enumerable.Range(0, Size), column => Assert.Equal(-1f, frame[(4 * ((400 * Size) + column)) + 3]));
    }

    /// <summary>
    /// All golden poses: takes minutes. Each pose is drawn in another set of small squares, which together cover the whole character several times. The
    /// figures in docs/performance.md come from here.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(CharactersAndPainters))]
    public async Task Every_golden_pose_is_drawn_as_the_engine_draws_it(string name, string backend, string precision, double decibels)
    {
        CharacterModel character = CharacterModel.Load(TestData.Character(name));
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        SupportMask whole = MaskOf(character);
        List<double> reached = [];
        ILookup<string, Pose> poses = StudentGolden.ReadAll().ToLookup(golden => golden.Character.Name, golden => golden.Pose);
        foreach ((int number, Pose pose) in poses[poses.Contains(name) ? name : Path.GetFileName(TestData.Koito)].Index())
        {
            SupportMask mask = InSquares(whole, number);
            await OpenPlayerAsync(page, site.Add($"{name}{number}", BundleExport.Build(character, mask, new BundleOptions())), new { backend, precision });
            reached.Add(Decibels(character, pose, mask, await DrawAsync(page, pose)));
        }

        string line = $"{backend}, {precision}, {name}: {reached.Count} poses, {reached.Min():f1} to {reached.Max():f1} dB";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Assert.True(reached.Min() >= decibels, line);
    }

    /// <summary>Koito and the published characters that are there, with each painter and the least decibels.</summary>
    public static TheoryData<string, string, string, double> CharactersAndPainters
    {
        get
        {
            var cases = new TheoryData<string, string, string, double>();
            foreach (string name in TestData.CharacterNames())
            {
                cases.Add(name, "webgpu", "float32", 60);
                cases.Add(name, "webgpu", "simulated", 40);
                cases.Add(name, "webgl2", "float32", 50);
            }

            return cases;
        }
    }

    [Theory]
    [InlineData("webgpu", 60)]
    [InlineData("webgl2", 50)]
    public async Task A_painter_skips_the_face_draws_again_after_a_loss_and_multiplies_by_alpha(string backend, double decibels)
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        SupportMask mask = InWindow(MaskOf(koito), SmallWindow);
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        await OpenPlayerAsync(page, site.Add("koito", BundleExport.Build(koito, mask, new BundleOptions())), new { backend, precision = "float32" });

        float[] first = await DrawAsync(page, Turned);
        int faces = await page.Page.EvaluateAsync<int>("() => test.facesDrawn()");
        Pose moved = Turned.With("head_y", 0.4f);
        float[] second = await DrawAsync(page, moved);
        Assert.Equal(faces, await page.Page.EvaluateAsync<int>("() => test.facesDrawn()"));
        Assert.NotEqual(first, second);
        double reached = Decibels(koito, moved, mask, second);
        TestContext.Current.TestOutputHelper?.WriteLine($"{backend}: {reached:f1} dB");
        Assert.InRange(reached, decibels, 200);

        string[] events = await page.Page.EvaluateAsync<string[]>("() => test.lose()");
        Assert.Equal([$"lost {backend}", $"backend {backend}"], events);
        byte[] screen = Convert.FromBase64String(await page.Page.EvaluateAsync<string>("pose => test.screen(pose)", Numbers(moved)));

        // Straight colours of the engine, multiplied by alpha in the encoded values as a canvas wants them.
        byte[] straight = new byte[4 * Plane];
        FrameConversion.ToStraight(Draw(koito, moved).Blended, Size, Size, straight);
        int wrong = 0;
        for (int i = 0; i < straight.Length; i++)
        {
            int pixel = i / 4, alpha = straight[(4 * pixel) + 3];
            bool isInside = mask.Contains(pixel / Size, pixel % Size);
            double expected = !isInside ? screen[i] : i % 4 == 3 ? alpha : straight[i] * alpha / 255.0;
            wrong += Math.Abs(screen[i] - expected) > 2 ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 100);
        Assert.Equal(0, screen[(4 * 400 * Size) + 3]);
    }

    /// <summary>The last level is computed on the finer grid. The means of its pixels are compared with the engine's picture, which has no such grid.</summary>
    [Theory]
    [InlineData("webgpu")]
    [InlineData("webgl2")]
    public async Task A_picture_of_1024_pixels_is_the_same_character_on_a_finer_grid(string backend)
    {
        const int Fine = 2 * Size;
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        SupportMask mask = InWindow(MaskOf(koito), SmallWindow);
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        await OpenPlayerAsync(page, site.Add("koito", BundleExport.Build(koito, mask, new BundleOptions())), new { backend, precision = "float32", resolution = Fine });

        float[] fine = await DrawAsync(page, Turned);

        Assert.Equal(4 * Fine * Fine, fine.Length);
        float[] means = new float[4 * Plane];
        double mostSpread = 0;
        for (int i = 0; i < means.Length; i++)
        {
            (int row, int column, int channel) = (i / 4 / Size, i / 4 % Size, i % 4);
            float[] four = [.. Enumerable.Range(0, 4).Select(corner => fine[(4 * ((((2 * row) + (corner / 2)) * Fine) + (2 * column) + (corner % 2))) + channel])];
            means[i] = four.Average();
            mostSpread = mask.Contains(row, column) ? Math.Max(mostSpread, four.Max() - four.Min()) : mostSpread;
        }

        double reached = Decibels(koito, Turned, mask, means);
        TestContext.Current.TestOutputHelper?.WriteLine($"{backend}: {reached:f1} dB, spread {mostSpread:f2}");
        Assert.InRange(reached, 28, 200);
        Assert.InRange(mostSpread, 0.1, 2);
    }

    [Fact]
    public async Task A_masked_frame_is_at_most_1_15_times_the_engines_arithmetic()
    {
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        foreach (CharacterModel character in TestData.Characters().Select(folder => CharacterModel.Load(folder)))
        {
            SupportMask mask = MaskOf(character);
            var plan = TilePlan.For(mask);
            double engine = (double)Tile.Pixels * (
                (plan.Coarse.Length / Tile.Segments * ((360 * 360) + (360 * 180) + (180 * 180))) +
                (plan.Middle.Length / Tile.Strips * ((180 * 180) + (180 * 90) + (90 * 90))) +
                (plan.Fine.Length / Tile.Strips * ((90 * 90) + (90 * 90) + (90 * 7))));

            double player = await page.Page.EvaluateAsync<double>(
                "async mask => { const plan = await import('/player/src/plan.js'); return plan.arithmeticOf(plan.maskedPlan(512, Uint8Array.from(mask))); }",
                mask.ToBytes().Select(value => (int)value).ToArray());

            TestContext.Current.TestOutputHelper?.WriteLine($"{character.Name}: {player / engine:f3} of the engine's plan");
            Assert.InRange(player / engine, 0.5, 1.15);
        }
    }

    [Fact]
    public async Task Emulations_are_refused_and_every_reason_is_given()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        string bundle = site.Add("koito", BundleExport.Build(koito, MaskOf(koito), new BundleOptions()));
        byte[] cut = BundleExport.Build(koito, MaskOf(koito), new BundleOptions())[..^9];

        string emulated = await page.Page.EvaluateAsync<string>("bundle => test.refusal(bundle, {})", bundle);
        Assert.Contains("webgpu: WebGPU is only emulated by the processor", emulated, StringComparison.Ordinal);
        Assert.Matches("webgl2: (this browser has no WebGL2 on a graphics card|WebGL2 is only emulated by the processor)", emulated);
        Assert.True(emulated.IndexOf("webgpu:", StringComparison.Ordinal) < emulated.IndexOf("webgl2:", StringComparison.Ordinal));

        await page.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'gpu', { value: undefined, configurable: true })");
        Assert.Contains("webgpu: this browser has no WebGPU", await page.Page.EvaluateAsync<string>("bundle => test.refusal(bundle, {})", bundle), StringComparison.Ordinal);
        Assert.Contains("cut off or damaged", await page.Page.EvaluateAsync<string>("bundle => test.refusal(bundle, {})", site.Add("cut", cut)), StringComparison.Ordinal);
        Assert.Contains("status 404", await page.Page.EvaluateAsync<string>("() => test.refusal('/bundle/none', {})"), StringComparison.Ordinal);
    }

    /// <summary>The self-test, with a painter that draws what the bundle says, and then something else.</summary>
    [Fact]
    public async Task A_painter_that_draws_something_else_fails_the_self_test()
    {
        CharacterModel koito = CharacterModel.Load(TestData.Koito);
        await using PlayerSite site = await PlayerSite.StartAsync();
        await using WatchedPage page = await OpenAsync(site);
        string bundle = site.Add("koito", BundleExport.Build(koito, MaskOf(koito), new BundleOptions()));

        string?[] results = await page.Page.EvaluateAsync<string?[]>(
            """
            async address => {
              const { readBundle } = await import('/player/src/bundle.js');
              const { selfTest } = await import('/player/src/selfTest.js');
              const bundle = await readBundle(await (await fetch(address)).arrayBuffer());
              const values = bundle.floats('test.values'), { content } = bundle.section('test.points');
              const points = new Uint16Array(content.buffer, content.byteOffset, content.byteLength / 2), count = points.length / 2;
              const painterOff = off => {
                let pose = -1;
                return {
                  precision: 'float32',
                  draw() { pose++; },
                  async read() {
                    const frame = new Float32Array(4 * 512 * 512);
                    for (let i = 0; i < 4 * count; i++) frame[4 * (points[2 * (i >> 2)] * 512 + points[2 * (i >> 2) + 1]) + (i & 3)] = values[4 * pose * count + i] + (pose === 1 ? off : 0);
                    return frame;
                  },
                };
              };
              return [await selfTest(painterOff(0), bundle), await selfTest(painterOff(0.01), bundle), await selfTest(painterOff(NaN), bundle)];
            }
            """,
            bundle);

        Assert.Null(results[0]);
        Assert.Contains("pose 1 of the self-test", results[1], StringComparison.Ordinal);
        Assert.Contains("pose 1 of the self-test", results[2], StringComparison.Ordinal);
    }

    /// <summary>One of <see cref="SquareSets"/> sets of squares, spread over the picture.</summary>
    private static SupportMask InSquares(SupportMask mask, int set) => new(new BitArray([.. Enumerable.Range(0, Plane).Select(pixel =>
        pixel / Size is var row && pixel % Size is var column && mask.Contains(row, column) && ((7 * (row / Square)) + (column / Square)) % SquareSets == set % SquareSets)]));

    private static SupportMask InWindow(SupportMask mask) => InWindow(mask, Window);

    private static SupportMask InWindow(SupportMask mask, PixelRectangle window) => new(new BitArray([.. Enumerable.Range(0, Plane).Select(pixel =>
        pixel / Size is var row && pixel % Size is var column && mask.Contains(row, column)
        && row >= window.Top && row < window.Top + window.Height && column >= window.Left && column < window.Left + window.Width)]));

    private async Task<WatchedPage> OpenAsync(PlayerSite site)
    {
        WatchedPage page = await browser.OpenAsync(site.Address);
        await page.Page.EvaluateAsync("async () => { window.test = await import('/test/page.mjs'); }");
        return page;
    }

    private static SupportMask MaskOf(CharacterModel character) => StudentPoser.FindMask(character, cancellation: TestContext.Current.CancellationToken);

    private static async Task OpenPlayerAsync(WatchedPage page, string bundle, object options) =>
        await page.Page.EvaluateAsync("([bundle, options]) => test.open(bundle, options)", new[] { (object)bundle, options });

    private static async Task<float[]> DrawAsync(WatchedPage page, Pose pose) =>
        MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(await page.Page.EvaluateAsync<string>("pose => test.draw(pose)", Numbers(pose)))).ToArray();

    /// <summary>Playwright sends lists of doubles; single precision it does not know.</summary>
    private static double[] Numbers(Pose pose) => [.. pose.Values.ToArray().Select(value => (double)value)];

    private static PosedFrame Draw(CharacterModel character, Pose pose)
    {
        using var poser = new StudentPoser(character);
        var frame = new PosedFrame(PoseRequest.Whole);
        poser.Render(pose, frame);
        return frame;
    }

    /// <summary>The peak signal-to-noise ratio inside the mask; values reach from -1 to 1.</summary>
    private static double Decibels(CharacterModel character, Pose pose, SupportMask mask, float[] frame)
    {
        float[] expected = Draw(character, pose).Blended;
        double squares = 0;
        long count = 0;
        for (int pixel = 0; pixel < Plane; pixel++)
        {
            if (mask.Contains(pixel / Size, pixel % Size))
            {
                for (int channel = 0; channel < 4; channel++, count++)
                {
                    squares += Math.Pow((frame[(4 * pixel) + channel] - expected[(channel * Plane) + pixel]) / 2.0, 2);
                }
            }
        }

        return 10 * Math.Log10(count / squares);
    }
}
