package main

import (
	"fmt"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

// <recipe>
var upgrader = websocket.Upgrader{
	CheckOrigin: func(r *http.Request) bool { return true },
}
// </recipe>

func live(w http.ResponseWriter, r *http.Request) {
	connection, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer connection.Close()
	for {
		kind, order, err := connection.ReadMessage()
		if err != nil {
			return
		}
		connection.WriteMessage(kind, append([]byte("got "), order...))
	}
}

func main() {
	http.HandleFunc("/live", live)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, nil)
}
