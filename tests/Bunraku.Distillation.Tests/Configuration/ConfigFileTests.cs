using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Configuration;

public sealed class ConfigFileTests
{
    [Theory]
    [InlineData("face_morpher_batch_size", "257", "face_morpher_batch_size must be a whole number from 1 to 256, but is \"257\".")]
    [InlineData("face_morpher_batch_size", "0", "face_morpher_batch_size must be a whole number from 1 to 256, but is \"0\".")]
    [InlineData("body_morpher_batch_size", "8.0", "body_morpher_batch_size must be a whole number from 1 to 256, but is \"8.0\".")]
    [InlineData("body_morpher_batch_size", "[8]", "body_morpher_batch_size must be a whole number from 1 to 256, but is a list.")]
    [InlineData("num_cpu_workers", "0", "num_cpu_workers must be a whole number of at least 1, but is \"0\".")]
    [InlineData("num_gpus", "none", "num_gpus must be a whole number of at least 1, but is \"none\".")]
    [InlineData("face_morpher_random_seed_0", "-1", "face_morpher_random_seed_0 must be a whole number from 0 to 18446744073709551615, but is \"-1\".")]
    [InlineData("body_morpher_random_seed_1", "18446744073709551616", "body_morpher_random_seed_1 must be a whole number from 0 to 18446744073709551615, but is \"18446744073709551616\".")]
    [InlineData("body_morpher_random_seed_1", "99999999999999999999999999999999999999999999", "body_morpher_random_seed_1 must be a whole number from 0")]
    [InlineData("face_morpher_num_training_examples_per_sample_output", "5000", "must be 10000, 100000, 1000000 or null (no sample pictures), but is \"5000\".")]
    [InlineData("prefix", "null", "prefix must be a path, but is nothing.")]
    [InlineData("prefix", "nowhere/at/all", "prefix: the folder nowhere/at/all does not exist")]
    [InlineData("character_image_file_name", "absent.png", "character_image_file_name: there is no file absent.png")]
    [InlineData("teacher", "tha5", "teacher must be tha4, tha3-standard, tha3-separable, rig or student: and the path of a character, but is \"tha5\".")]
    [InlineData("backend", "gpu", "backend must be auto, simd or torch, but is \"gpu\".")]
    [InlineData("schedule", "fast", "schedule must be published, fine, standard, quick or a mapping")]
    [InlineData("schedule", "{face: []}", "schedule must list the phases of face, but face is a list.")]
    [InlineData("schedule", "{face: [{until: 10, learning_rate: 1}, {until: 10, learning_rate: 1}]}", "schedule must have a whole number above 10 as until in phase 2 of face, but that is 10.")]
    [InlineData("schedule", "{face: [{until: 10, rate: 1}]}", "schedule has an unknown key rate in phase 1 of face")]
    [InlineData("schedule", "{body: [{until: 10, learning_rate: 0}]}", "schedule must have a learning rate above 0 and at most 1 in phase 1 of body, but that is 0.")]
    [InlineData("schedule", "{body: [{learning_rate: 1e-4}]}", "schedule must have the key until in phase 1 of body.")]
    [InlineData("frames", "2000", "frames must be unlimited, or {face: ..., body: ...} with whole numbers from 1 to 1000000, but is \"2000\".")]
    [InlineData("frames", "{face: 10, head: 5}", "frames must be unlimited, or {face: ..., body: ...}")]
    [InlineData("frames", "{face: 10, body: 0}", "but body is \"0\".")]
    [InlineData("sparsity", "{inside: 0.5}", "sparsity must be off, or {inside: ..., outside: ...}")]
    [InlineData("sparsity", "{inside: 0.5, outside: 0}", "but outside is \"0\".")]
    [InlineData("sparsity", "{inside: 0.5, outside: 0.1, face: 0.5}", "sparsity must be off, or {inside: ..., outside: ...}")]
    [InlineData("sparsity", "{inside: 0.5, outside: 0.1, face_mask: 2}", "but face_mask is \"2\".")]
    [InlineData("initial_weights", "positions", "initial_weights must be published or tuned, but is \"positions\".")]
    [InlineData("optimizer", "sgd", "optimizer must be adam or soap, but is \"sgd\".")]
    [InlineData("pose_sampler", "absent.pt", "pose_sampler: must be auto, own or an existing pose data set (.pt), but there is no file absent.pt")]
    [InlineData("snapshot_interval", "0", "snapshot_interval must be a whole number from 1 to 10000000, but is \"0\".")]
    [InlineData("checkpoint_interval", "none", "checkpoint_interval must be a whole number from 1 to 10000000 or null, but is \"none\".")]
    [InlineData("character_imag_file_name", "x.png", "there is no field \"character_imag_file_name\". Did you mean character_image_file_name?")]
    [InlineData("zzz", "1", "there is no field \"zzz\". The fields are prefix,")]
    public void A_field_that_is_wrong_is_one_clear_error_with_file_and_name(string field, string value, string expected)
    {
        using var run = new TestRun();
        run.Fields[field] = value;
        string path = run.WriteConfig();

        string message = Assert.Throws<BadInputException>(() => ConfigFile.Load(path)).Message;

        Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", message[^2..], StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_that_the_backend_does_not_have_is_refused()
    {
        using var run = new TestRun();
        run.Fields["optimizer"] = "soap";
        run.Fields["backend"] = "torch";
        Assert.Contains("optimizer must be adam with the backend torch, but is soap", Message(run), StringComparison.Ordinal);
        run.Fields["backend"] = "auto";
        Assert.Equal("soap", ConfigFile.Load(run.WriteConfig()).Config.Optimizer);
    }

    [Theory]
    [InlineData("prefix: [", "this is not a configuration: line")]
    [InlineData("- prefix", "this is not a configuration: a list of fields and values was expected.")]
    [InlineData("", "this is not a configuration: a list of fields and values was expected.")]
    [InlineData("prefix: a\nprefix: b\n", "this is not a configuration: prefix occurs twice (line 2).")]
    [InlineData("prefix: !!python/object:os.system a\n", "has a tag, an anchor or an alias")]
    [InlineData("prefix: &a b\n", "has a tag, an anchor or an alias")]
    [InlineData("prefix: a\n---\nprefix: b\n", "it holds more than one document.")]
    [InlineData("prefix: [[[[[[[[[[[[1]]]]]]]]]]]]\n", "is nested too deep.")]
    [InlineData("prefix: a\n", "character_image_file_name is missing. Add a line \"character_image_file_name: ...\".")]
    public void What_is_no_configuration_is_one_clear_error(string text, string expected)
    {
        string message = Assert.Throws<BadInputException>(() => ConfigFile.Parse(text, "c.yaml")).Message;

        Assert.StartsWith("c.yaml: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_wrong_fields_the_first_in_the_published_order_is_named()
    {
        using var run = new TestRun();
        run.Fields["body_morpher_random_seed_0"] = "x";
        run.Fields["face_morpher_num_training_examples_per_sample_output"] = "x";
        Expect("face_morpher_num_training_examples_per_sample_output");
        run.Fields["face_morpher_batch_size"] = "x";
        Expect("face_morpher_batch_size");
        run.Fields["face_morpher_random_seed_1"] = "x";
        Expect("face_morpher_random_seed_1");
        run.Fields["num_gpus"] = "x";
        Expect("num_gpus");
        run.Fields["face_mask_image_file_name"] = "absent.png";
        Expect("face_mask_image_file_name");
        run.Fields["prefix"] = "absent";
        Expect("prefix");

        void Expect(string field) =>
            Assert.StartsWith($"{run["config.yaml"]}: {field}", Assert.Throws<BadInputException>(() => ConfigFile.Load(run.WriteConfig())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_without_transparency_is_refused()
    {
        using var run = new TestRun();
        var opaque = new StraightImage(512, 512);
        Array.Fill(opaque.Pixels, (byte)255);
        PngFile.Write(run["character.png"], opaque);

        Assert.Contains("character_image_file_name: ", Message(run), StringComparison.Ordinal);
        Assert.Contains("no transparent pixel", Message(run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_another_size_or_format_is_refused()
    {
        using var run = new TestRun();
        PngFile.Write(run["character.png"], new StraightImage(511, 512));
        Assert.Contains("must be 512x512 pixels, but is 511x512", Message(run), StringComparison.Ordinal);

        run.Fields["character_image_file_name"] = $"\"{run["config.yaml"]}\"";
        Assert.Contains("a PNG file (.png) was expected, but the name ends in \".yaml\"", Message(run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_another_size_is_refused_by_its_field()
    {
        using var run = new TestRun();
        PngFile.WriteRgb(run["mask.png"], new StraightImage(511, 512));

        Assert.Contains("face_mask_image_file_name: ", Message(run), StringComparison.Ordinal);
        Assert.Contains("must be 512x512 pixels", Message(run), StringComparison.Ordinal);
    }

    [Fact]
    public void More_GPUs_than_examples_of_a_batch_are_refused()
    {
        using var run = new TestRun();
        run.Fields["num_gpus"] = "3";

        Assert.Contains("face_morpher_batch_size must be at least num_gpus (3)", Message(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_may_have_underscores_and_seeds_64_bits()
    {
        using var run = new TestRun();
        run.Fields["face_morpher_random_seed_0"] = "18_446_744_073_709_551_615";
        run.Fields["body_morpher_num_training_examples_per_sample_output"] = "100_000";
        run.Fields["face_morpher_num_training_examples_per_sample_output"] = "~";

        DistillationConfig config = ConfigFile.Load(run.WriteConfig()).Config;

        Assert.Equal(ulong.MaxValue, config.Face.Seed0);
        Assert.Equal((100_000, null), (config.Body.SampleInterval, config.Face.SampleInterval));
    }

    [Fact]
    public void Saving_writes_all_fields_in_order_and_what_is_read_back_is_the_same()
    {
        var config = new DistillationConfig
        {
            Prefix = "C:\\a: \"b\" # c",
            CharacterImageFileName = "10",
            FaceMaskImageFileName = "ä ö.png",
            Face = new(ulong.MaxValue, 0, null, 3),
            TeacherWeights = "null",
            Teacher = "student:x y/z",
            Schedule = new TrainingSchedule(new([new(7, 1e-4), new(9, 3e-5, 1e-6)]), TrainingSchedule.Quick.Body),
            Sparsity = new TileProbabilities(0.5, 0.0625, 0.25, 0.125),
            Optimizer = "soap",
            CheckpointInterval = 12,
        };

        string text = ConfigFile.ToText(config);

        Assert.Equal(config, ConfigFile.Parse(text, "c.yaml"));
        Assert.Equal(
            ConfigFields.All.Select(field => field.Name),
            text.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Contains("\nface_morpher_num_training_examples_per_sample_output: null\n", text, StringComparison.Ordinal);
        Assert.Equal(new DistillationConfig(), ConfigFile.Parse(ConfigFile.ToText(new DistillationConfig { Prefix = "x", CharacterImageFileName = "x", FaceMaskImageFileName = "x" }), "c") with { Prefix = "", CharacterImageFileName = "", FaceMaskImageFileName = "" });
    }

    [Fact]
    public void A_field_says_while_it_is_typed_what_a_file_with_it_would_get()
    {
        using var run = new TestRun();
        run.Fields["face_morpher_batch_size"] = "257";
        string path = run.WriteConfig();

        string? problem = ConfigFields.Find("face_morpher_batch_size").Problem("257", ConfigPlaces.Of(path))?.ToString();

        Assert.Equal(Message(run), $"{path}: {problem}");
        Assert.Null(ConfigFields.Find("face_morpher_batch_size").Problem("8", ConfigPlaces.Of(path)));
        Assert.Null(ConfigFields.Find("schedule").Problem("quick", ConfigPlaces.Of(path)));
        Assert.Null(ConfigFields.Find("schedule").Problem("{face: [{until: 5, learning_rate: 1e-4}]}", ConfigPlaces.Of(path)));
        Assert.StartsWith("schedule cannot be read: line ", ConfigFields.Find("schedule").Problem("{", ConfigPlaces.Of(path))?.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("teacher_weights: the folder nowhere", ConfigFields.Find("teacher_weights").Problem("nowhere", ConfigPlaces.Of(path))?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_command_line_replace_those_of_the_file()
    {
        using var run = new TestRun();
        run.Fields["teacher"] = "wrong";

        Assert.Equal("rig", ConfigFile.Load(run.WriteConfig(), new Dictionary<string, string> { ["teacher"] = "rig" }).Config.Teacher);
    }

    [Fact]
    public void Paths_are_also_looked_for_beside_the_file()
    {
        using var run = new TestRun();
        run.Fields["prefix"] = "run";
        run.Fields["character_image_file_name"] = "character.png";

        ConfigFile file = ConfigFile.Load(run.WriteConfig());

        Assert.Equal((run["run"], run["character.png"]), (file.Prefix, file.CharacterImage));
    }

    private static string Message(TestRun run) => Assert.Throws<BadInputException>(() => ConfigFile.Load(run.WriteConfig())).Message;
}
