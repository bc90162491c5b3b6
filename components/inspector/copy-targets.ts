/** What a capture can be copied as, by name, without the writers themselves: those are fetched when one is chosen. */
export const COPY_TARGETS: readonly { name: string; label: string }[] = [
  { name: "curl", label: "curl" },
  { name: "httpie", label: "HTTPie" },
  { name: "wget", label: "wget" },
  { name: "fetch", label: "fetch" },
  { name: "undici", label: "Node (undici)" },
  { name: "python", label: "Python (requests)" },
  { name: "go", label: "Go" },
  { name: "php", label: "PHP" },
  { name: "ruby", label: "Ruby" },
  { name: "csharp", label: "C#" },
  { name: "java", label: "Java" },
  { name: "powershell", label: "PowerShell" },
  { name: "http", label: "HTTP/1.1" },
  { name: "har", label: "HAR" },
];
